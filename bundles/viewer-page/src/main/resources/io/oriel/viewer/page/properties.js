import { lines } from './values.js';

/** The properties of the selected prim and their values. */
export class Properties {
  #element;
  #shown = null;

  constructor(element, dispatcher) {
    this.#element = element;
    dispatcher.subscribe(({ talk }) => {
      if (talk.properties !== this.#shown) {
        this.#shown = talk.properties;
        this.#write(talk.properties ?? { properties: [], omitted: 0 });
      }
    });
  }

  #write({ properties, omitted }) {
    const list = this.#element.querySelector('dl');
    list.replaceChildren(...properties.flatMap(([name, value]) => row(name, value)));
    list.hidden = properties.length === 0;
    const rest = this.#element.querySelector('p');
    rest.textContent = `${omitted} more are too long to be sent.`;
    rest.hidden = omitted === 0;
  }
}

function row(name, value) {
  const term = document.createElement('dt');
  // Names may break after the colons of their namespaces, and nowhere else if that will do.
  term.append(...name.split(/(?<=:)/).flatMap((part) => [part, document.createElement('wbr')]));
  const meaning = document.createElement('dd');
  const all = lines(value);
  meaning.textContent = all.join('\n');
  meaning.classList.toggle('matrix', all.length > 1);
  return [term, meaning];
}
