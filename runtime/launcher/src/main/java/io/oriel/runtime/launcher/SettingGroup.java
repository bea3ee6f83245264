package io.oriel.runtime.launcher;

import java.util.Map;

/**
 * All settings under one PID, as the bundle that owns it describes them.
 *
 * @param pid the PID, or the factory PID
 * @param factory whether there may be any number of named configurations
 * @param settings the settings by key, in the order of the description
 */
record SettingGroup(String pid, boolean factory, Map<String, Setting> settings) {}
