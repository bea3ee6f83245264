import { nameOf, offers } from './conversation.js';

/** The stages that can be opened, and the one that is. Only a person opens one. */
export class Scenes {
  #parts;
  #messages;
  #shown = '';

  constructor(element, dispatcher, messages) {
    this.#messages = messages;
    this.#parts = {
      element,
      name: element.querySelector('#scene-name'),
      reset: element.querySelector('#scene-reset'),
      picker: element.querySelector('#scenes'),
      list: element.querySelector('#scenes ul'),
      limit: element.querySelector('#scenes p'),
    };
    this.#parts.reset.addEventListener('click', () => messages.send('resetStageRequest', {}));
    this.#parts.list.addEventListener('click', ({ target }) => this.#open(target));
    // Files come and go while nobody tells.
    this.#parts.picker.addEventListener('toggle', () => this.#ask(dispatcher.model));
    dispatcher.subscribe((model, event, previous) => {
      if (event.type === 'heard' && ['capabilities', 'openStageResult'].includes(event.name)) {
        this.#ask(model);
      }
      if (model.talk !== previous.talk) {
        this.#write(model);
      }
    });
  }

  #ask(model) {
    if (offers(model, 'listScenesRequest')) {
      this.#messages.send('listScenesRequest', {});
    }
  }

  #open(target) {
    const url = target.closest('button')?.dataset.url;
    if (url !== undefined) {
      this.#messages.send('openStageRequest', { url });
    }
  }

  #write(model) {
    const { stage, scenes, load } = model.talk;
    const { name, reset, picker, list, limit } = this.#parts;
    name.textContent = nameOf(stage?.url ?? '') || 'No stage';
    name.title = stage?.url ?? '';
    reset.hidden = !offers(model, 'resetStageRequest');
    picker.hidden = scenes === null || !offers(model, 'openStageRequest');
    const now = JSON.stringify([stage?.url, load?.url, scenes]);
    if (now !== this.#shown) {
      this.#shown = now;
      const items = (scenes?.list ?? []).map((scene) => item(scene, stage?.url, load?.url));
      list.replaceChildren(...items);
      limit.textContent = scenes?.limit ?? '';
    }
  }
}

function item({ url, name }, active, loading) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'entry';
  button.dataset.url = url;
  const folder = url.slice(0, url.lastIndexOf('/') + 1);
  button.append(span('', name), span('folder', folder));
  if (url === active) {
    button.setAttribute('aria-current', 'true');
  }
  button.classList.toggle('loading', url === loading);
  const element = document.createElement('li');
  element.append(button);
  return element;
}

function span(className, words) {
  const element = document.createElement('span');
  element.className = className;
  element.textContent = words;
  return element;
}
