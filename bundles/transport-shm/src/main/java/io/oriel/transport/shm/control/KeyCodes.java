package io.oriel.transport.shm.control;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Virtual key codes as Windows numbers them, and the names of the keys where an English keyboard
 * has them, as in {@code KeyboardEvent.code} of UI Events.
 */
final class KeyCodes {
  private static final Map<Integer, String> NAMES = names();

  private KeyCodes() {}

  /** The key's name; empty if the number stands for none that keyboards have. */
  static Optional<String> name(int keyCode) {
    return Optional.ofNullable(NAMES.get(keyCode));
  }

  private static Map<Integer, String> names() {
    final Map<Integer, String> names = new HashMap<>();
    row(names, 0x08, "Backspace", "Tab");
    row(names, 0x0D, "Enter");
    row(names, 0x10, "ShiftLeft", "ControlLeft", "AltLeft", "Pause", "CapsLock");
    row(names, 0x1B, "Escape");
    row(names, 0x20, "Space", "PageUp", "PageDown", "End", "Home");
    row(names, 0x25, "ArrowLeft", "ArrowUp", "ArrowRight", "ArrowDown");
    row(names, 0x2C, "PrintScreen", "Insert", "Delete");
    row(names, 0x5B, "MetaLeft", "MetaRight", "ContextMenu");
    row(names, 0x6A, "NumpadMultiply", "NumpadAdd", "NumpadComma", "NumpadSubtract");
    row(names, 0x6E, "NumpadDecimal", "NumpadDivide");
    row(names, 0x90, "NumLock", "ScrollLock");
    row(names, 0xA0, "ShiftLeft", "ShiftRight", "ControlLeft", "ControlRight");
    row(names, 0xA4, "AltLeft", "AltRight");
    row(names, 0xBA, "Semicolon", "Equal", "Comma", "Minus", "Period", "Slash", "Backquote");
    row(names, 0xDB, "BracketLeft", "Backslash", "BracketRight", "Quote");
    row(names, 0xE2, "IntlBackslash");
    numbered(names, 0x30, 10, "Digit", 0);
    numbered(names, 0x60, 10, "Numpad", 0);
    numbered(names, 0x70, 24, "F", 1);
    for (char letter = 'A'; letter <= 'Z'; letter++) {
      names.put((int) letter, "Key" + letter);
    }
    return Map.copyOf(names);
  }

  private static void row(Map<Integer, String> names, int first, String... keys) {
    for (int i = 0; i < keys.length; i++) {
      names.put(first + i, keys[i]);
    }
  }

  private static void numbered(
      Map<Integer, String> names, int first, int count, String key, int begin) {
    for (int i = 0; i < count; i++) {
      names.put(first + i, key + (begin + i));
    }
  }
}
