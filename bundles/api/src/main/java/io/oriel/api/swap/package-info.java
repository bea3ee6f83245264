/** Which of several services is used, and what has become of each that was installed. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.oriel.api.swap;
