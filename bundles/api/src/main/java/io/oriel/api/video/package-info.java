/** Encoded video: encoders, the feed that encodes once, and access units. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.oriel.api.video;
