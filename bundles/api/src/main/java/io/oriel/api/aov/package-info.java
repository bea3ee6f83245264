/** Render outputs (AOVs) as tensors, and their conversion to pictures. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.oriel.api.aov;
