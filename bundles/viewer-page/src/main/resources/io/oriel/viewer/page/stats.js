import { figures, readCounters, rows } from './statistics.js';

const EVERY_MILLIS = 1000;

/** The statistics above the picture. The browser is asked once a second, and only while open. */
export class Stats {
  #element;
  #dispatcher;
  #session;
  #picture;
  #timer = 0;
  #before = null;
  #measuring = false;
  #latest = null;

  constructor(element, dispatcher, session, picture) {
    this.#element = element;
    this.#dispatcher = dispatcher;
    this.#session = session;
    this.#picture = picture;
    dispatcher.subscribe((model, event) => this.#on(model, event));
    this.#show(dispatcher.model.settings.stats);
  }

  /** The last figures, or null while none are shown. */
  get latest() {
    return this.#latest;
  }

  #on(model, event) {
    if (event.type === 'settings-changed') {
      this.#show(model.settings.stats);
    } else if (event.type === 'command' && event.name === 'stats') {
      const change = { stats: !model.settings.stats };
      this.#dispatcher.dispatch({ type: 'settings-changed', change });
    } else if (event.type === 'command' && event.name === 'copy') {
      this.#copy();
    }
  }

  #show(open) {
    if (this.#element.hidden === !open) {
      return;
    }
    this.#element.hidden = !open;
    clearInterval(this.#timer);
    this.#before = null;
    this.#latest = null;
    if (open) {
      this.#element.querySelector('dl').replaceChildren();
      this.#measure();
      this.#timer = setInterval(() => this.#measure(), EVERY_MILLIS);
    }
  }

  // Two that end at once would count what happened in no time.
  async #measure() {
    if (this.#measuring) {
      return;
    }
    this.#measuring = true;
    try {
      await this.#count();
    } finally {
      this.#measuring = false;
    }
  }

  async #count() {
    const report = await this.#session.statistics();
    if (this.#element.hidden) {
      return;
    }
    const now = readCounters(report, this.#picture.framesPresented, Date.now());
    const { stream } = this.#dispatcher.model;
    const { size, age } = this.#picture;
    const counted = report !== null && this.#before !== null;
    this.#latest = counted ? figures(this.#before, now, { stream, size, age }) : null;
    this.#before = report === null ? null : now;
    this.#write();
  }

  #write() {
    const none = this.#before === null ? 'none' : 'measured for a second';
    const shown = this.#latest === null ? [['Connection', none]] : rows(this.#latest);
    this.#element.querySelector('dl').replaceChildren(
      ...shown.flatMap(([name, value]) => [text('dt', name), text('dd', value)]),
    );
  }

  async #copy() {
    const said = (words) => this.#dispatcher.dispatch({ type: 'said', words });
    if (this.#latest === null) {
      said('No figures to copy: open the statistics of a connected stream first.');
      return;
    }
    const json = JSON.stringify(this.#latest, null, 2);
    said((await copied(json)) ? 'Figures copied as JSON' : 'This browser does not let pages copy.');
  }
}

/** The clipboard is there for secure addresses only; before it there was a command. */
async function copied(words) {
  try {
    await navigator.clipboard.writeText(words);
    return true;
  } catch {
    const area = document.createElement('textarea');
    area.value = words;
    area.className = 'unseen';
    const before = document.activeElement;
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    before?.focus();
    return done;
  }
}

function text(tag, words) {
  const element = document.createElement(tag);
  element.textContent = words;
  return element;
}
