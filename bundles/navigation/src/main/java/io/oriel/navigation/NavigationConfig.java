package io.oriel.navigation;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of the navigation bundle. */
@ObjectClassDefinition(name = "Navigation", description = "How viewers steer the camera.")
public @interface NavigationConfig {
  @AttributeDefinition(
      description = "Radians that the camera turns for a pixel of the viewer.",
      min = "0.0001",
      max = "0.1")
  double orbitGain() default 0.005;

  @AttributeDefinition(
      description = "Natural logarithm by which the distance grows for a pixel of the viewer.",
      min = "0.0001",
      max = "0.1")
  double dollyGain() default 0.01;

  @AttributeDefinition(
      description = "Natural logarithm by which the distance grows for a step of the wheel.",
      min = "0.001",
      max = "1")
  double wheelGain() default 0.1;

  @AttributeDefinition(
      description = "How far what lies at the target moves for a move of the pointer.",
      min = "0.1",
      max = "10")
  double panGain() default 1;

  @AttributeDefinition(
      description = "Degrees above or below the horizon up to which the camera turns.",
      min = "1",
      max = "89.9")
  double maxElevation() default 89.4;

  @AttributeDefinition(
      description = "Smallest distance from what the camera turns about, radii of the stage.",
      min = "0.000001",
      max = "1")
  double minDistance() default 0.0001;

  @AttributeDefinition(
      description = "Largest distance from what the camera turns about, radii of the stage.",
      min = "2",
      max = "1000000")
  double maxDistance() default 1000;

  @AttributeDefinition(
      description = "Share of the way of a stick or trigger that counts as its rest.",
      min = "0",
      max = "0.9")
  double deadZone() default 0.15;

  @AttributeDefinition(
      description = "Share of the stage's diagonal that flying covers in a second.",
      min = "0.001",
      max = "10")
  double flySpeed() default 0.2;

  @AttributeDefinition(
      description = "Pixels of the viewer that a pointer moves before a click becomes a drag.",
      min = "0",
      max = "100")
  int clickThreshold() default 5;

  @AttributeDefinition(
      description = "Pixels of the viewer that a finger moves before a tap becomes a drag.",
      min = "0",
      max = "100")
  int touchThreshold() default 9;

  @AttributeDefinition(
      description =
          "Whether mouseInput messages are taken from viewers whose native input does not arrive.")
  boolean mouseInput() default false;
}
