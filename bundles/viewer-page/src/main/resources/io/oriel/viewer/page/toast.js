const SHOWN_MILLIS = 4000;

/** Says for a moment what came of a command. */
export class Toast {
  #element;
  #timer = 0;

  constructor(element, dispatcher) {
    this.#element = element;
    dispatcher.subscribe((model, event) => {
      if (event.type === 'said') {
        this.#say(event.words);
      }
    });
  }

  #say(words) {
    this.#element.textContent = words;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#element.textContent = '';
    }, SHOWN_MILLIS);
  }
}
