import { BEGAN, CANCELLED, ENDED, FINGERS, MOVED, touch, view } from './input-format.js';

/** Fingers on the picture. Each has the lowest number that is free when it begins. */
export class TouchInput {
  #surface;
  #sender;
  /** By pointer id: the number, and where it was last. */
  #fingers = new Map();

  constructor(element, surface, sender) {
    this.#surface = surface;
    this.#sender = sender;
    const listen = (type, act) =>
      element.addEventListener(type, (event) => {
        if (event.pointerType === 'touch') {
          act(event);
        }
      });
    listen('pointerdown', (event) => this.#begin(event));
    listen('pointermove', (event) => this.#move(event));
    listen('pointerup', (event) => this.#end(event.pointerId, ENDED, this.#surface.at(event)));
    listen('pointercancel', (event) => this.#end(event.pointerId, CANCELLED));
    listen('lostpointercapture', (event) => this.#end(event.pointerId, CANCELLED));
  }

  /** Whether a finger is on the picture. */
  get isDown() {
    return this.#fingers.size > 0;
  }

  /** Takes every finger away. */
  release() {
    for (const pointerId of [...this.#fingers.keys()]) {
      this.#end(pointerId, CANCELLED);
    }
  }

  #begin(event) {
    const at = this.#surface.at(event);
    const number = this.#free();
    if (at.inside && number < FINGERS) {
      if (!this.isDown) {
        this.#sender.now(view(at));
      }
      this.#fingers.set(event.pointerId, { number, at });
      this.#sender.now(touch(number, BEGAN, at));
    }
  }

  #free() {
    const taken = new Set([...this.#fingers.values()].map(({ number }) => number));
    let number = 0;
    while (taken.has(number)) {
      number += 1;
    }
    return number;
  }

  #move(event) {
    const finger = this.#fingers.get(event.pointerId);
    if (finger) {
      finger.at = this.#surface.at(event);
      this.#sender.later(`finger ${finger.number}`, touch(finger.number, MOVED, finger.at));
    }
  }

  #end(pointerId, phase, at = this.#fingers.get(pointerId)?.at) {
    const finger = this.#fingers.get(pointerId);
    if (finger) {
      this.#fingers.delete(pointerId);
      this.#sender.now(touch(finger.number, phase, at));
    }
  }
}
