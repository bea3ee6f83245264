import { streamLinks } from './links.js';
import { factList, transportRows } from './facts.js';

/** What is known about the stream, and the way to the others. */
export class Details {
  #facts;
  #transports;
  #nav;
  #picture;
  #shown = '';

  constructor(element, dispatcher, picture) {
    this.#facts = element.querySelector('#facts');
    this.#transports = element.querySelector('#transports');
    this.#nav = element.querySelector('#streams');
    this.#picture = picture;
    dispatcher.subscribe((model) => this.#write(model));
  }

  #write(model) {
    const pairs = factList(model, this.#picture.size);
    const names = model.streams?.map((stream) => stream.name) ?? [];
    const transports = transportRows(model);
    const now = JSON.stringify([pairs, transports, names, model.settings]);
    if (now === this.#shown) {
      return;
    }
    this.#shown = now;
    this.#facts.replaceChildren(
      ...pairs.flatMap(([name, value]) => [text('dt', name), text('dd', value)]),
    );
    this.#transports.hidden = transports.length === 0;
    this.#transports.querySelector('dl').replaceChildren(...transports.flatMap(transportRow));
    this.#nav.hidden = names.length < 2;
    this.#nav.querySelector('ul').replaceChildren(...streamLinks(names, model));
  }
}

function transportRow({ name, state, words, note }) {
  const value = text('dd', '');
  value.dataset.state = state;
  const mark = text('span', '');
  mark.className = 'mark';
  mark.setAttribute('aria-hidden', 'true');
  value.append(mark, words);
  if (note !== '') {
    const line = text('span', note);
    line.className = 'note';
    value.append(line);
  }
  return [text('dt', name), value];
}

function text(tag, words) {
  const element = document.createElement(tag);
  element.textContent = words;
  return element;
}
