/** Double-precision values for places and transforms; row vectors, as in OpenUSD. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.oriel.api.geometry;
