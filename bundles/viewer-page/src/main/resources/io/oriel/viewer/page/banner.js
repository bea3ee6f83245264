import { nameOf, offers } from './conversation.js';
import { showsPicture } from './model.js';

/** A stage that is loaded while the former one is shown: which, how far, and a way to stop it. */
export class Banner {
  #parts;

  constructor(element, dispatcher, messages) {
    const part = (name) => element.querySelector(`#banner-${name}`);
    this.#parts = {
      element,
      title: part('title'),
      activity: part('activity'),
      progress: part('progress'),
      stop: part('stop'),
    };
    // To open what is open already ends every load.
    this.#parts.stop.addEventListener('click', () =>
      messages.send('openStageRequest', { url: dispatcher.model.talk.stage.url }),
    );
    dispatcher.subscribe((model, event, previous) => {
      if (model !== previous) {
        this.#write(model);
      }
    });
  }

  #write(model) {
    const { element, title, activity, progress, stop } = this.#parts;
    const { load, stage } = model.talk;
    element.hidden = load === null || !showsPicture(model);
    // Said aloud once, and not with every step of the progress.
    const words = element.hidden ? '' : `Loading ${nameOf(load.url)}`;
    if (title.textContent !== words) {
      title.textContent = words;
    }
    if (element.hidden) {
      return;
    }
    const percent = load.amount === null ? '' : `${Math.round(load.amount * 100)} %`;
    activity.textContent = [load.activity, percent].filter(Boolean).join(' · ');
    if (load.amount === null) {
      progress.removeAttribute('value');
    } else {
      progress.value = load.amount;
    }
    stop.hidden = !stage?.url || !offers(model, 'openStageRequest');
  }
}
