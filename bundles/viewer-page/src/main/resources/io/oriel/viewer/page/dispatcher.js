/**
 * The page's one place where anything happens. It is made once and lives as long as the page:
 * components subscribe at start-up and are never wired anew, whatever connections come and go.
 */
export class Dispatcher {
  #model;
  #reduce;
  #listeners = [];
  #queue = [];
  #running = false;

  constructor(model, reduce) {
    this.#model = model;
    this.#reduce = reduce;
  }

  get model() {
    return this.#model;
  }

  /** Has `listener(model, event, previousModel)` called after every event from now on. */
  subscribe(listener) {
    this.#listeners.push(listener);
  }

  /** Events raised by listeners wait for their turn, so that all listeners see one order. */
  dispatch(event) {
    this.#queue.push(event);
    if (this.#running) {
      return;
    }
    this.#running = true;
    while (this.#queue.length > 0) {
      this.#deliver(this.#queue.shift());
    }
    this.#running = false;
  }

  #deliver(event) {
    const previous = this.#model;
    this.#model = this.#reduce(previous, event);
    for (const listener of this.#listeners) {
      try {
        listener(this.#model, event, previous);
      } catch (defect) {
        console.error(`A component failed on ${event.type}`, defect);
      }
    }
  }
}
