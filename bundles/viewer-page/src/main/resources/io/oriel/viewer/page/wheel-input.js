import { modifiersOf, wheel } from './input-format.js';

/** A step of the wheel in the units that a browser may count in: pixels, lines, pages. */
const UNITS_PER_STEP = [100, 3, 1];

/**
 * The wheel over the picture, with Control as well, as which a touchpad reports two fingers that
 * spread. What turns until the next picture of the screen goes out as one.
 */
export class WheelInput {
  #surface;
  #sender;
  #turned = null;

  constructor(element, surface, sender) {
    this.#surface = surface;
    this.#sender = sender;
    element.addEventListener('wheel', (event) => this.#turn(event), { passive: false });
  }

  release() {
    this.#turned = null;
  }

  #turn(event) {
    const at = this.#surface.at(event);
    if (!at.inside) {
      return;
    }
    event.preventDefault();
    if (this.#turned === null) {
      requestAnimationFrame(() => this.#flush());
    }
    const { right, down } = this.#turned ?? { right: 0, down: 0 };
    const units = UNITS_PER_STEP[event.deltaMode];
    this.#turned = {
      at,
      right: right + event.deltaX / units,
      down: down + event.deltaY / units,
      modifiers: modifiersOf(event),
    };
  }

  #flush() {
    if (this.#turned !== null) {
      const { at, right, down, modifiers } = this.#turned;
      this.#turned = null;
      this.#sender.now(wheel(at, right, down, modifiers));
    }
  }
}
