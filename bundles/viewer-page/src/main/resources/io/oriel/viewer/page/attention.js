import { offers } from './conversation.js';

const PANELS = '.panel, #status > *, #banner, .alert, #stats, dialog';

/**
 * Tells the server whether pointer and keys are meant for the picture: not while they are over a
 * panel or in one. The server takes them as meant for it until it is told otherwise.
 */
export class Attention {
  #dispatcher;
  #messages;
  #active = true;
  #said = true;

  constructor(dispatcher, messages) {
    this.#dispatcher = dispatcher;
    this.#messages = messages;
    dispatcher.subscribe((model, event) => {
      if (event.type === 'channel-opened') {
        this.#said = true;
      } else if (event.type === 'heard' && event.name === 'capabilities') {
        this.#say();
      }
    });
    // Before anybody else hears of it: the press that comes back to the picture counts already.
    for (const type of ['pointerover', 'pointermove', 'pointerdown']) {
      document.addEventListener(type, ({ target }) => this.#turn(!isPanel(target)), {
        capture: true,
        passive: true,
      });
    }
    // A finger that is lifted is over nothing any more.
    for (const type of ['pointerup', 'pointercancel']) {
      document.addEventListener(type, ({ pointerType }) => {
        if (pointerType !== 'mouse') {
          this.#turn(true);
        }
      });
    }
    // A click leaves the focus where it was; only that of keys and of text says what is meant.
    document.addEventListener('focusin', ({ target }) => {
      if (target.matches(':focus-visible')) {
        this.#turn(!isPanel(target));
      }
    });
  }

  #turn(active) {
    if (active !== this.#active) {
      this.#active = active;
      this.#dispatcher.dispatch({ type: 'attention-turned', active });
      this.#say();
    }
  }

  #say() {
    const isNews = this.#active !== this.#said;
    if (isNews && offers(this.#dispatcher.model, 'setViewportInputActive')) {
      this.#said = this.#active;
      this.#messages.send('setViewportInputActive', { active: this.#active });
    }
  }
}

function isPanel(target) {
  return target instanceof Element && target.closest(PANELS) !== null;
}
