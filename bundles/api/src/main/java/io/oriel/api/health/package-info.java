/** Readiness, the parts that contribute to it, and what is examined before a start. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.oriel.api.health;
