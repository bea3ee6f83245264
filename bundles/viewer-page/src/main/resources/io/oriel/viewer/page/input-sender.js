import { message } from './input-format.js';

/**
 * Numbers the messages and decides when they go. Moves wait for the next picture of the screen, and
 * of everything that moves only the newest place goes out; whatever else happens goes at once.
 */
export class InputSender {
  #send;
  #sequence = 0;
  #moves = new Map();

  /** `send(message, mayBeLost)` takes the bytes of a message. */
  constructor(send) {
    this.#send = send;
  }

  /** Sends events now and reliably, after the moves that came before them. */
  now(...events) {
    this.#flush();
    for (const event of events) {
      this.#out([event], false);
    }
  }

  /** Sends the newest place of what moves with the next picture; it may be lost. */
  later(mover, event) {
    if (this.#moves.size === 0) {
      requestAnimationFrame(() => this.#flush());
    }
    this.#moves.set(mover, event);
  }

  #flush() {
    if (this.#moves.size > 0) {
      const events = [...this.#moves.values()];
      this.#moves.clear();
      this.#out(events, true);
    }
  }

  #out(events, mayBeLost) {
    this.#send(message(this.#sequence, events), mayBeLost);
    this.#sequence = (this.#sequence + 1) >>> 0;
  }
}
