/** What viewers ask and are told about stages: opening, prims, properties, variants. */
package io.oriel.messages.stage;
