import { offer } from './fields.js';
import { FREE_CAMERA, offers } from './conversation.js';

/** From where it is seen: a camera of the stage or a free one, and what is brought into view. */
export class Cameras {
  #messages;
  #dispatcher;
  #parts;

  constructor(element, dispatcher, messages) {
    this.#dispatcher = dispatcher;
    this.#messages = messages;
    this.#parts = {
      element,
      field: element.querySelector('.field'),
      select: element.querySelector('select'),
      fit: element.querySelector('.foot'),
      selection: element.querySelector('[data-command="fit-selection"]'),
    };
    const { select } = this.#parts;
    select.addEventListener('change', () => messages.send('set_camera', { path: select.value }));
    dispatcher.subscribe((model, event, previous) => {
      if (event.type === 'command' && event.name.startsWith('fit-')) {
        this.#fit(model, event.name);
      } else if (model.talk !== previous.talk) {
        this.#write(model);
      }
    });
  }

  #fit(model, name) {
    if (offers(model, 'fitCameraRequest')) {
      const { selection, stage } = model.talk;
      const paths = name === 'fit-selection' ? selection : [stage?.root ?? '/'];
      this.#messages.send('fitCameraRequest', paths.length === 0 ? {} : { paths });
    }
  }

  #write(model) {
    const { element, field, select, fit, selection } = this.#parts;
    const { cameras, active } = model.talk.cameras ?? { cameras: [], active: '' };
    field.hidden = cameras.length < 2 || !offers(model, 'set_camera');
    fit.hidden = !offers(model, 'fitCameraRequest');
    element.hidden = field.hidden && fit.hidden;
    selection.disabled = model.talk.selection.length === 0;
    const named = cameras.map((camera) => [camera.path, words(camera)]);
    offer(select, [[FREE_CAMERA, 'Free orbit'], ...named], active || FREE_CAMERA);
  }
}

function words({ name, focalLength }) {
  return focalLength === null ? name : `${name} · ${Math.round(focalLength * 10) / 10} mm`;
}
