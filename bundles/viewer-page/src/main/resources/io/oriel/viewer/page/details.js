import { streamLinks } from './links.js';
import { factList } from './facts.js';

/** What is known about the stream, and the way to the others. */
export class Details {
  #facts;
  #nav;
  #picture;
  #shown = '';

  constructor(element, dispatcher, picture) {
    this.#facts = element.querySelector('#facts');
    this.#nav = element.querySelector('#streams');
    this.#picture = picture;
    dispatcher.subscribe((model) => this.#write(model));
  }

  #write(model) {
    const pairs = factList(model, this.#picture.size);
    const names = model.streams?.map((stream) => stream.name) ?? [];
    const now = JSON.stringify([pairs, names, model.settings]);
    if (now === this.#shown) {
      return;
    }
    this.#shown = now;
    this.#facts.replaceChildren(
      ...pairs.flatMap(([name, value]) => [text('dt', name), text('dd', value)]),
    );
    this.#nav.hidden = names.length < 2;
    this.#nav.querySelector('ul').replaceChildren(...streamLinks(names, model));
  }
}

function text(tag, words) {
  const element = document.createElement(tag);
  element.textContent = words;
  return element;
}
