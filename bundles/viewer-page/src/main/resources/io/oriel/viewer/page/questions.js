const MOST_AT_ONCE = 8;
const ANSWER_TIMEOUT_MILLIS = 5000;

/** Half of what the server takes of a viewer, so that there is room for what else is said. */
const PER_SECOND = 100;
const AT_ONCE = 100;

/**
 * Asks for the children of many prims without flooding the server: each once, eight at a time, a
 * hundred a second. One that is not answered lets the next go ahead, and is asked again only after
 * forget().
 */
export class Questions {
  #ask;
  #asked = new Set();
  #waiting = [];
  #open = new Map();
  #left = AT_ONCE;
  #countedAt = 0;
  #timer = 0;

  /** `ask(path)` sends the question. */
  constructor(ask) {
    this.#ask = ask;
  }

  want(paths) {
    for (const path of paths) {
      if (!this.#asked.has(path)) {
        this.#asked.add(path);
        this.#waiting.push(path);
      }
    }
    this.#next();
  }

  /** @returns whether the answer is one to a question of ours */
  answered(path) {
    const ours = this.#asked.delete(path);
    this.#close(path);
    return ours;
  }

  forget() {
    for (const timer of this.#open.values()) {
      clearTimeout(timer);
    }
    this.#open.clear();
    this.#asked.clear();
    this.#waiting.length = 0;
  }

  #next() {
    this.#count();
    while (this.#open.size < MOST_AT_ONCE && this.#left >= 1 && this.#waiting.length > 0) {
      const path = this.#waiting.shift();
      this.#left -= 1;
      this.#open.set(path, setTimeout(() => this.#close(path), ANSWER_TIMEOUT_MILLIS));
      this.#ask(path);
    }
    if (this.#left < 1 && this.#waiting.length > 0) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#next(), 1000 / PER_SECOND);
    }
  }

  #count() {
    const now = performance.now();
    const grown = ((now - this.#countedAt) / 1000) * PER_SECOND;
    this.#left = Math.min(AT_ONCE, this.#left + grown);
    this.#countedAt = now;
  }

  #close(path) {
    clearTimeout(this.#open.get(path));
    this.#open.delete(path);
    this.#next();
  }
}
