import { streamLinks } from './links.js';
import { countdown, notice } from './words.js';

const TICK_MILLIS = 250;

/** The words in the middle of the page for as long as there is no picture to show. */
export class Notice {
  #parts;
  #dispatcher;

  constructor(element, dispatcher, picture) {
    const part = (name) => element.querySelector(`#notice-${name}`);
    this.#dispatcher = dispatcher;
    this.#parts = {
      element,
      title: part('title'),
      text: part('text'),
      load: part('load'),
      activity: part('activity'),
      progress: part('progress'),
      problem: part('problem'),
      cause: part('cause'),
      remedy: part('remedy'),
      code: part('code'),
      streams: part('streams'),
      action: part('action'),
      countdown: part('countdown'),
    };
    this.#parts.action.addEventListener('click', () => {
      if (dispatcher.model.blocked) {
        picture.play();
      } else {
        dispatcher.dispatch({ type: 'retry-asked' });
      }
    });
    dispatcher.subscribe((model, event, previous) => {
      if (model !== previous) {
        this.#write(model);
      }
    });
    this.#write(dispatcher.model);
    setInterval(() => this.#tick(), TICK_MILLIS);
  }

  #write(model) {
    const { element, title, text, action } = this.#parts;
    const words = notice(model);
    element.hidden = !words.covers;
    title.textContent = words.title;
    text.textContent = words.text;
    text.hidden = words.text === '';
    this.#writeLoad(words.load);
    this.#writeProblem(words.problem);
    this.#writeStreams(model);
    action.textContent = words.action;
    action.hidden = words.action === '';
    this.#tick();
  }

  #writeLoad(load) {
    const { load: area, activity, progress } = this.#parts;
    area.hidden = load === null;
    if (load !== null) {
      activity.textContent = load.words;
      if (load.progress === null) {
        progress.removeAttribute('value');
      } else {
        progress.value = load.progress;
      }
    }
  }

  #writeProblem(problem) {
    const { problem: area, cause, remedy, code } = this.#parts;
    area.hidden = problem === null;
    cause.textContent = problem?.cause ?? '';
    remedy.textContent = problem?.remedy ?? '';
    code.textContent = problem?.code ?? '';
  }

  #writeStreams(model) {
    const { streams } = this.#parts;
    const names = (model.streams ?? []).map(({ name }) => name);
    const others = names.filter((name) => name !== model.stream);
    const useful = model.reachable && ['error', 'ended'].includes(model.state);
    streams.hidden = !useful || others.length === 0;
    if (!streams.hidden) {
      streams.querySelector('ul').replaceChildren(...streamLinks(others, model));
    }
  }

  #tick() {
    const words = countdown(this.#dispatcher.model, Date.now());
    if (this.#parts.countdown.textContent !== words) {
      this.#parts.countdown.textContent = words;
    }
  }
}
