const WATCHING_MILLIS = 5000;
const AWAITING_MILLIS = 1000;
const ANSWER_TIMEOUT_MILLIS = 4000;

/** Asks the server for its streams: often while a picture is awaited, now and then while it runs. */
export class Directory {
  #address;
  #dispatcher;
  #timer = 0;

  constructor(address, dispatcher) {
    this.#address = address;
    this.#dispatcher = dispatcher;
  }

  start() {
    this.ask();
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden) {
        this.ask();
      }
    });
  }

  /** Asks now. Resolves when the answer, or that there is none, has been dispatched. */
  async ask() {
    clearTimeout(this.#timer);
    this.#dispatcher.dispatch(await this.#answer());
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.ask(), this.#pause());
  }

  #pause() {
    return this.#dispatcher.model.state === 'live' ? WATCHING_MILLIS : AWAITING_MILLIS;
  }

  async #answer() {
    try {
      const response = await fetch(this.#address, {
        cache: 'no-store',
        signal: AbortSignal.timeout(ANSWER_TIMEOUT_MILLIS),
      });
      if (response.ok) {
        return { type: 'directory-answered', streams: (await response.json()).streams };
      }
    } catch {
      // Said by the event: no answer, or none that can be read.
    }
    return { type: 'directory-silent' };
  }
}
