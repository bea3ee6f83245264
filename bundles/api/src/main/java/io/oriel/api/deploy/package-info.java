/** Bundles that come and go while the server runs. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.oriel.api.deploy;
