/** The counters and durations of all bundles, for Prometheus. */
package io.oriel.metrics;
