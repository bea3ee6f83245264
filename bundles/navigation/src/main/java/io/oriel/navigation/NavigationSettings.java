package io.oriel.navigation;

/** What the configuration says; see {@link NavigationConfig}. */
record NavigationSettings(
    double orbitGain,
    double dollyGain,
    double wheelGain,
    double panGain,
    double flySpeed,
    double deadZone,
    Limits limits,
    int clickThreshold,
    int touchThreshold,
    boolean mouseInput) {
  static NavigationSettings of(NavigationConfig config) {
    return new NavigationSettings(
        config.orbitGain(),
        config.dollyGain(),
        config.wheelGain(),
        config.panGain(),
        config.flySpeed(),
        config.deadZone(),
        new Limits(
            Math.toRadians(config.maxElevation()), config.minDistance(), config.maxDistance()),
        config.clickThreshold(),
        config.touchThreshold(),
        config.mouseInput());
  }
}
