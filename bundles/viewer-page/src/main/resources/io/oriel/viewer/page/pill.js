import { label, note } from './words.js';

const SHOWN_MILLIS = 4000;

/**
 * The state in words, and the button that opens the details. While all is well it steps back after
 * some seconds; any change, pointer movement, key or focus brings it forward.
 */
export class Pill {
  #area;
  #button;
  #details;
  #dispatcher;
  #timer = 0;

  constructor(area, dispatcher) {
    this.#area = area;
    this.#button = area.querySelector('#pill');
    this.#details = area.querySelector('#details');
    this.#dispatcher = dispatcher;
    const words = area.querySelector('#pill-state');
    const beside = area.querySelector('#pill-note');
    dispatcher.subscribe((model) => {
      const changed = write(words, label(model)) | write(beside, note(model));
      if (changed) {
        this.#comeForward();
      }
    });
    this.#button.addEventListener('click', () => this.#toggle(this.#details.hidden));
    document.addEventListener('pointermove', () => this.#comeForward(), { passive: true });
    document.addEventListener('pointerdown', (event) => this.#pressed(event), { passive: true });
    document.addEventListener('keydown', (event) => this.#key(event));
    area.addEventListener('focusout', () => this.#comeForward());
    area.addEventListener('pointerleave', () => this.#comeForward());
  }

  #toggle(open) {
    this.#details.hidden = !open;
    this.#button.setAttribute('aria-expanded', String(open));
    this.#comeForward();
  }

  #pressed(event) {
    this.#comeForward();
    if (!this.#area.contains(event.target)) {
      this.#toggle(false);
    }
  }

  #key(event) {
    this.#comeForward();
    if (event.key === 'Escape' && !this.#details.hidden) {
      this.#toggle(false);
      this.#button.focus();
    }
  }

  #comeForward() {
    this.#area.classList.remove('back');
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#stepBack(), SHOWN_MILLIS);
  }

  #stepBack() {
    // A touch leaves :hover behind, and a click leaves focus that nobody is looking at.
    const pointedAt = matchMedia('(hover: hover)').matches && this.#area.matches(':hover');
    const inUse =
      pointedAt || this.#area.querySelector(':focus-visible') !== null || !this.#details.hidden;
    this.#area.classList.toggle('back', this.#dispatcher.model.state === 'live' && !inUse);
  }
}

function write(element, text) {
  const changed = element.textContent !== text;
  if (changed) {
    element.textContent = text;
  }
  return changed;
}
