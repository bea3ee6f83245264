import { showFields } from './fields.js';
import { offers } from './conversation.js';

/** The settings that the renderer in use offers, whichever they are. */
export class Rendering {
  #element;
  #messages;

  constructor(element, dispatcher, messages) {
    this.#element = element;
    this.#messages = messages;
    dispatcher.subscribe((model, event, previous) => {
      const { talk } = model;
      const { talk: before } = previous;
      const changed = talk.settings !== before.settings || talk.offered !== before.offered;
      // After an error too, so that what the server refused is not shown as set.
      if (changed || talk.alerts !== before.alerts) {
        this.#write(model);
      }
    });
  }

  #write(model) {
    const settings = model.talk.settings ?? { values: {}, offered: [], message: '' };
    const known = settings.offered.filter(({ allowed, min }) => allowed.length > 0 || min !== null);
    this.#element.hidden = known.length === 0 || !offers(model, 'setRenderSettingRequest');
    const fields = known.map((setting) => this.#field(setting, settings.values[setting.key]));
    showFields(this.#element.querySelector('.fields'), fields);
    const note = this.#element.querySelector('.reason');
    note.textContent = settings.message;
    note.hidden = settings.message === '';
  }

  #field({ key, meaning, allowed, min, max, reloads }, value) {
    const isNumber = allowed.length === 0;
    return {
      name: words(key),
      title: reloads ? `${meaning} Seen after Reset.`.trim() : meaning,
      value: String(value),
      ...(isNumber ? { min, max } : { options: allowed.map((each) => [each, each]) }),
      chosen: (chosen) =>
        this.#messages.send('setRenderSettingRequest', {
          key,
          value: isNumber ? Number(chosen) : chosen,
        }),
    };
  }
}

/** `toneMapping` as `Tone mapping`. */
function words(key) {
  const spaced = key.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
