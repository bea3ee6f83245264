/** Stages: readers, the prim tree, and geometry over time. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.oriel.api.stage;
