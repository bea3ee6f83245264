/** Reads streams from shared memory, without anything but the JDK. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.oriel.shm.reader;
