/**
 * The seam between bundles that answer HTTP and the listeners that carry it. A resource is a
 * service; nothing here shows the library that moves the bytes.
 */
@Export
@Version("1.0.0")
package io.oriel.http;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
