import { condition, rates, size, watchedBy } from './facts.js';
import { writeSettings } from './settings.js';

const ANSWER_TIMEOUT_MILLIS = 4000;

/** A stream in the list: a small live picture, its state in words, and a link to it. */
export class Card {
  element = document.createElement('li');
  #name;
  #picture = new Image();
  #parts;

  constructor(name, settings) {
    this.#name = name;
    const part = (tag, className) => {
      const element = document.createElement(tag);
      element.className = className;
      return element;
    };
    this.#parts = {
      link: part('a', 'card'),
      frame: part('span', 'frame'),
      title: part('span', 'title'),
      mark: part('span', 'mark'),
      words: part('span', 'words'),
      reason: part('span', 'reason'),
      facts: part('span', 'facts'),
    };
    const { link, frame, title, mark, words, reason, facts } = this.#parts;
    link.href = `./${writeSettings({ ...settings, stream: name })}`;
    title.textContent = name;
    mark.setAttribute('aria-hidden', 'true');
    this.#picture.alt = '';
    const state = part('span', 'state');
    state.append(mark, words, reason);
    frame.append(this.#picture);
    link.append(frame, title, state, facts);
    this.element.append(link);
  }

  /** Shows what the server says about the stream. */
  write(stream) {
    const { frame, mark, words, reason, facts } = this.#parts;
    const shown = condition(stream);
    this.element.dataset.state = shown.mark;
    mark.dataset.state = shown.mark;
    words.textContent = shown.words;
    reason.textContent = shown.reason;
    facts.textContent = [watchedBy(stream), rates(stream), size(stream)].join(' · ');
    frame.classList.toggle('empty', !stream.ready);
  }

  /** Takes a new picture over the present one once it is there whole. */
  async refresh() {
    const next = new Image();
    next.alt = '';
    next.src = `streams/${encodeURIComponent(this.#name)}/thumbnail.jpg?at=${Date.now()}`;
    const late = new Promise((_, reject) => setTimeout(reject, ANSWER_TIMEOUT_MILLIS));
    try {
      await Promise.race([next.decode(), late]);
    } catch {
      return; // The list says why there is none; the former picture stays.
    }
    this.#picture.replaceWith(next);
    this.#picture = next;
  }
}
