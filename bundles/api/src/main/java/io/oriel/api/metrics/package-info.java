/** Counters and durations: named, documented, cheap to record, read by whoever asks. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.oriel.api.metrics;
