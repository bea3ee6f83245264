/** The probes of an orchestrator: alive, healthy, and ready with the reasons why not. */
package io.oriel.health;
