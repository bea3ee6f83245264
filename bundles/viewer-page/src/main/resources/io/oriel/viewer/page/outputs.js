import { offer } from './fields.js';
import { offers } from './conversation.js';

/** Which output of the renderer (AOV) is shown, and why it is another than the one asked for. */
export class Outputs {
  #element;
  #select;
  #reason;

  constructor(element, dispatcher, messages) {
    this.#element = element;
    this.#select = element.querySelector('select');
    this.#reason = element.querySelector('.reason');
    this.#select.addEventListener('change', () =>
      messages.send('changeAOVRequest', { aov: this.#select.value }),
    );
    dispatcher.subscribe((model, event, previous) => {
      if (model.talk !== previous.talk) {
        this.#write(model);
      }
    });
  }

  #write(model) {
    const { aov } = model.talk;
    this.#element.hidden = aov === null || !offers(model, 'changeAOVRequest');
    if (aov === null) {
      return;
    }
    const { active, available, requested, reason } = aov;
    const missed = requested !== '' && requested !== active;
    const known = available.includes(active) ? available : [active, ...available];
    offer(this.#select, known.map((name) => [name, name]), active);
    const words = missed ? `${requested} was asked for. ${reason}`.trim() : reason;
    this.#reason.textContent = words;
    this.#reason.hidden = words === '';
  }
}
