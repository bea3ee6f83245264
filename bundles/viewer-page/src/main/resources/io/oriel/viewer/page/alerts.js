import { icon } from './icons.js';

const SHOWN_MILLIS = 12_000;
const AGAIN_MILLIS = 3_000;

/** What the server refused, with its code and what helps. Goes by itself unless it is pointed at. */
export class Alerts {
  #element;
  #dispatcher;
  #cards = new Map();

  constructor(element, dispatcher) {
    this.#element = element;
    this.#dispatcher = dispatcher;
    dispatcher.subscribe(({ talk }, event, previous) => {
      if (talk.alerts !== previous.talk.alerts) {
        this.#write(talk.alerts);
      }
    });
  }

  #write(alerts) {
    for (const [id, card] of this.#cards) {
      if (!alerts.some((alert) => alert.id === id)) {
        card.remove();
        this.#cards.delete(id);
      }
    }
    for (const alert of alerts.filter(({ id }) => !this.#cards.has(id))) {
      const made = card(alert, () => this.#close(alert.id));
      this.#cards.set(alert.id, made);
      this.#element.append(made);
      this.#later(alert.id, made, SHOWN_MILLIS);
    }
    for (const alert of alerts) {
      fill(this.#cards.get(alert.id), alert);
    }
  }

  #later(id, shown, millis) {
    setTimeout(() => {
      if (this.#cards.get(id) !== shown) {
        return; // Put away before, and its number may be another's by now.
      }
      if (shown.matches(':hover, :focus-within')) {
        this.#later(id, shown, AGAIN_MILLIS);
      } else {
        this.#close(id);
      }
    }, millis);
  }

  #close(id) {
    this.#dispatcher.dispatch({ type: 'alert-closed', id });
  }
}

function card(alert, close) {
  const element = document.createElement('div');
  element.className = 'alert';
  element.setAttribute('role', 'alert');
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'tool';
  button.setAttribute('aria-label', 'Close');
  button.append(icon('cross', 'cross'));
  button.addEventListener('click', close);
  const words = document.createElement('div');
  words.append(...['strong', 'p', 'p', 'code'].map((tag) => document.createElement(tag)));
  element.append(words, button);
  return element;
}

function fill(element, { title, text, stays, code }) {
  const words = [title, text, stays, code];
  [...element.firstChild.children].forEach((part, index) => {
    if (part.textContent !== words[index]) {
      part.textContent = words[index];
    }
    part.hidden = words[index] === '';
  });
}
