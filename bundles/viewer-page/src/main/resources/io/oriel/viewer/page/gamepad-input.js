import { CONTROLS, FIRST_AXIS, GAMEPADS, gamepad } from './input-format.js';

/** Finer than any stick is steady. */
const STEPS = 64;

/**
 * Gamepads with the standard mapping, looked at with every picture of the screen while there are
 * any. An axis that moves may be lost on its way; where it stops is not.
 */
export class GamepadInput {
  #surface;
  #sender;
  /** By gamepad and control: the value that was sent last, and whether it may have been lost. */
  #sent = new Map();
  #looking = false;

  constructor(surface, sender) {
    this.#surface = surface;
    this.#sender = sender;
    addEventListener('gamepadconnected', () => this.#look());
    addEventListener('gamepaddisconnected', () => this.release());
  }

  /** Puts every control back to rest. */
  release() {
    for (const { index, control, value } of this.#sent.values()) {
      if (value !== 0) {
        this.#sender.now(gamepad(index, control, 0));
      }
    }
    this.#sent.clear();
  }

  #look() {
    if (this.#looking) {
      return;
    }
    this.#looking = true;
    requestAnimationFrame(() => {
      this.#looking = false;
      const pads = navigator.getGamepads().filter((pad) => pad?.mapping === 'standard');
      if (pads.length === 0 || !this.#surface.isActive() || !document.hasFocus()) {
        this.release();
      } else {
        pads.filter(({ index }) => index < GAMEPADS).forEach((pad) => this.#read(pad));
      }
      if (pads.length > 0) {
        this.#look();
      }
    });
  }

  #read({ index, buttons, axes }) {
    buttons
      .slice(0, FIRST_AXIS)
      .forEach(({ value }, button) => this.#note(index, button, value, false));
    axes
      .slice(0, CONTROLS - FIRST_AXIS)
      .forEach((value, axis) => this.#note(index, FIRST_AXIS + axis, value, true));
  }

  #note(index, control, exact, isAxis) {
    const name = `gamepad ${index} ${control}`;
    const value = Math.round(exact * STEPS) / STEPS;
    const before = this.#sent.get(name) ?? { value: 0, mayBeLost: false };
    const moved = value !== before.value;
    if (!moved && !before.mayBeLost) {
      return;
    }
    const mayBeLost = moved && isAxis;
    this.#sent.set(name, { index, control, value, mayBeLost });
    const event = gamepad(index, control, value);
    if (mayBeLost) {
      this.#sender.later(name, event);
    } else {
      this.#sender.now(event);
    }
  }
}
