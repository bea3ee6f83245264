import { modifiersOf, pointerButton, pointerMoved, view } from './input-format.js';

/** The bit of `PointerEvent.buttons`, and the number that the button has for the server. */
const BUTTONS = [
  { bit: 1, number: 0 },
  { bit: 4, number: 1 },
  { bit: 2, number: 2 },
];
const ALL = 7;

/**
 * Mouse and pen on the picture. A gesture begins inside the picture and goes on until the last
 * button is up, wherever the pointer is by then; it counts in the pixels of the page at its begin.
 */
export class PointerInput {
  #element;
  #surface;
  #sender;
  #held = 0;
  /** Buttons that are down and that the server knows nothing of. */
  #ignored = 0;
  #inside = false;
  #last = { x: 0, y: 0 };

  constructor(element, surface, sender) {
    this.#element = element;
    this.#surface = surface;
    this.#sender = sender;
    for (const type of ['pointerdown', 'pointermove', 'pointerup']) {
      element.addEventListener(type, (event) => isFinger(event) || this.#follow(event));
    }
    for (const type of ['pointercancel', 'lostpointercapture']) {
      element.addEventListener(type, (event) => isFinger(event) || this.release());
    }
    element.addEventListener('pointerleave', (event) => isFinger(event) || this.#leave(event));
    element.addEventListener('contextmenu', (event) => {
      if (this.#surface.at(event).inside || this.isDown) {
        event.preventDefault();
      }
    });
  }

  /** Whether a button is down on the picture. */
  get isDown() {
    return this.#held !== 0;
  }

  /** Lets go of every button. */
  release() {
    this.#ignored |= this.#held;
    this.#inside = false;
    this.#change(this.#held, false, this.#last, 0);
  }

  // Only the first button comes as pointerdown, the others as pointermove: `buttons` tells all.
  #follow(event) {
    const at = this.#surface.at(event);
    const down = event.buttons & ALL;
    this.#ignored &= down;
    if (!this.isDown && !at.inside) {
      this.#ignored |= down;
    }
    const pressed = down & ~this.#held & ~this.#ignored;
    const released = this.#held & ~down;
    this.#last = at;
    if (pressed !== 0 && !this.isDown) {
      this.#element.setPointerCapture(event.pointerId);
      this.#sender.now(view(at));
    }
    if (pressed !== 0 || released !== 0) {
      this.#change(pressed, true, at, modifiersOf(event));
      this.#change(released, false, at, modifiersOf(event));
    } else if (this.isDown || at.inside) {
      this.#sender.later('pointer', pointerMoved(at, modifiersOf(event)));
    } else if (this.#inside) {
      this.#leave(event);
    }
    this.#inside = at.inside;
  }

  /** The last place is outside, and it is not lost: nothing is pointed at any more. */
  #leave(event) {
    if (this.#inside && !this.isDown) {
      this.#inside = false;
      this.#sender.now(pointerMoved(this.#surface.at(event), modifiersOf(event)));
    }
  }

  #change(bits, pressed, at, modifiers) {
    this.#held = pressed ? this.#held | bits : this.#held & ~bits;
    this.#sender.now(
      ...BUTTONS.filter(({ bit }) => (bits & bit) !== 0).map(({ number }) =>
        pointerButton(at, number, pressed, modifiers),
      ),
    );
  }
}

function isFinger({ pointerType }) {
  return pointerType === 'touch';
}
