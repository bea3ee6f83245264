/** Ways out to viewers, and the sessions viewers hold. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.oriel.api.transport;
