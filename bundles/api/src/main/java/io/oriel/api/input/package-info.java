/** Pointer, wheel, keyboard, touch, gamepad and text input of viewers. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.oriel.api.input;
