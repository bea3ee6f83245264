const ANSWER_TIMEOUT_MILLIS = 4000;

/** How long after an answer the next is asked for; not at all where the state has none. */
const PAUSE_MILLIS = {
  waiting: 1000,
  connecting: 1000,
  buffering: 1000,
  live: 5000,
  stalled: 1000,
  ended: 1000,
};

/** A change brings news, such as this page among the viewers. */
const PAUSE_AFTER_CHANGE_MILLIS = 1000;

/** Asks the server for its streams: often while a picture is awaited, now and then while it runs. */
export class Directory {
  #address;
  #dispatcher;
  #timer = 0;
  #asking = false;

  constructor(address, dispatcher) {
    this.#address = address;
    this.#dispatcher = dispatcher;
    dispatcher.subscribe((model, event, previous) => {
      if (event.type === 'page-visible' && model.state === 'paused') {
        this.ask();
      } else if (model.state !== previous.state) {
        this.#schedule(PAUSE_AFTER_CHANGE_MILLIS);
      }
    });
  }

  /** Asks now. Resolves when the answer, or that there is none, has been dispatched. */
  async ask() {
    clearTimeout(this.#timer);
    this.#asking = true;
    const answer = await this.#answer();
    this.#asking = false;
    this.#dispatcher.dispatch(answer);
    this.#schedule();
  }

  #schedule(mostMillis = Infinity) {
    clearTimeout(this.#timer);
    const pause = pauseIn(this.#dispatcher.model);
    if (pause !== null && !this.#asking) {
      this.#timer = setTimeout(() => this.ask(), Math.min(pause, mostMillis));
    }
  }

  async #answer() {
    try {
      const response = await fetch(this.#address, {
        cache: 'no-store',
        signal: AbortSignal.timeout(ANSWER_TIMEOUT_MILLIS),
      });
      return response.ok
        ? { type: 'directory-answered', ...(await response.json()) }
        : { type: 'directory-missing' };
    } catch {
      return { type: 'directory-silent' };
    }
  }
}

// A stream that is not known may come to be; any other error has been tried often enough.
function pauseIn({ state, problem }) {
  return PAUSE_MILLIS[problem?.code === 'stream.unknown' ? 'ended' : state] ?? null;
}
