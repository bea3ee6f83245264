import { showFields } from './fields.js';

/** The variant sets of the selected prim, each to be chosen from. */
export class Variants {
  #element;
  #messages;

  constructor(element, dispatcher, messages) {
    this.#element = element;
    this.#messages = messages;
    dispatcher.subscribe(({ talk }, event, previous) => {
      // After an error too, so that what the server refused is not shown as chosen.
      if (talk.variants !== previous.talk.variants || talk.alerts !== previous.talk.alerts) {
        this.#write(talk.variants ?? { path: '', sets: [] });
      }
    });
  }

  #write({ path, sets }) {
    this.#element.hidden = sets.length === 0;
    const fields = sets.map(({ name, options, selection }) => {
      const known = options.includes(selection) ? options : [selection, ...options];
      return {
        name,
        options: known.map((each) => [each, each || 'none']),
        value: selection,
        chosen: (variant) => this.#choose(path, name, variant),
      };
    });
    showFields(this.#element.querySelector('.fields'), fields);
  }

  #choose(path, set, variant) {
    const choice = { prim_path: path, variant_set: set, variant_selection: variant };
    this.#messages.send('setVariantRequest', choice);
  }
}
