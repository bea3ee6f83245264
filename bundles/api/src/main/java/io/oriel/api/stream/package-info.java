/** A stream as consumers see it: its facts, its state, its frames, its video. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.oriel.api.stream;
