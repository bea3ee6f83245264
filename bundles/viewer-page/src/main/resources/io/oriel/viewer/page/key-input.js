import { COMMANDS } from './commands.js';
import { key, modifiersOf } from './input-format.js';

/** Everything else, such as Tab and F5, is the browser's and the page's. */
const SENT = new RegExp(
  '^(Key[A-Z]|Digit\\d|Numpad\\w+|Arrow\\w+|Space|Enter|Backspace|Delete|Insert|Home|End|Page(Up|Down)' +
    '|Minus|Equal|Bracket\\w+|Backslash|Semicolon|Quote|Backquote|Comma|Period|Slash|Intl\\w+)$',
);
/** The `keyCode` of what an input method takes (UI Events 7.3.1), in every browser. */
const BY_METHOD = 229;
const MODIFIERS = /^(Shift|Control|Alt)(Left|Right)$/;

/**
 * Keys while the picture has the focus. Not those that an input method takes, nor shortcuts of the
 * browser; commands of the page, and Escape, only while something is down on the picture.
 */
export class KeyInput {
  #surface;
  #sender;
  #isPressed;
  #down = new Set();

  /** `focus` is what has the focus for the picture; `isPressed()` whether it is being held. */
  constructor(focus, surface, sender, isPressed) {
    this.#surface = surface;
    this.#sender = sender;
    this.#isPressed = isPressed;
    focus.addEventListener('keydown', (event) => this.#press(event));
    focus.addEventListener('keyup', (event) => this.#let(event));
    focus.addEventListener('blur', () => this.release());
  }

  /** Lets go of every key. */
  release() {
    const codes = [...this.#down];
    this.#down.clear();
    this.#sender.now(...codes.map((code) => key(code, false, 0)));
  }

  #press(event) {
    const isModifier = MODIFIERS.test(event.code);
    if (!this.#surface.isActive() || !(isModifier || this.#isForPicture(event))) {
      return;
    }
    if (!isModifier) {
      event.preventDefault();
      event.stopPropagation();
    }
    if (!this.#down.has(event.code)) {
      this.#down.add(event.code);
      this.#sender.now(key(event.code, true, modifiersOf(event)));
    }
  }

  #isForPicture(event) {
    const isTyping =
      event.isComposing ||
      event.keyCode === BY_METHOD ||
      event.key === 'Dead' ||
      event.getModifierState('AltGraph');
    const isShortcut = event.ctrlKey || event.altKey || event.metaKey;
    const isForPicture = this.#isPressed()
      ? SENT.test(event.code) || event.code === 'Escape'
      : SENT.test(event.code) && !isCommand(event);
    return isForPicture && !isTyping && !isShortcut;
  }

  #let(event) {
    if (this.#down.delete(event.code)) {
      this.#sender.now(key(event.code, false, modifiersOf(event)));
    }
    if (event.key === 'Meta') {
      // macOS tells nothing of keys that are let go while Command is held.
      this.release();
    }
  }
}

function isCommand(event) {
  return COMMANDS.some((command) => command.key === event.key.toLowerCase());
}
