/**
 * How viewers steer: {@code Navigation} takes their input to {@code ViewerInput}, which makes
 * gestures of it, and these move the {@code Rig} of the {@code StreamCamera}; the other components
 * answer messages about the camera. Exports nothing.
 */
package io.oriel.navigation;
