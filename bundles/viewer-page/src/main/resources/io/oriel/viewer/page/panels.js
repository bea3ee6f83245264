import { offers } from './conversation.js';
import { showsPicture } from './model.js';

/** Two stand side by side only where there is room for a picture between them. */
const NARROW = matchMedia('(max-width: 1000px)');

/** The events of which a panel needs at least one, and what has the focus when a key opens it. */
const PANELS = Object.freeze({
  stage: { needs: ['getChildrenRequest', 'listScenesRequest'], focus: '#tree' },
  inspector: {
    needs: [
      'getPropertiesRequest',
      'getVariantsRequest',
      'changeAOVRequest',
      'set_camera',
      'fitCameraRequest',
      'setRenderSettingRequest',
    ],
    focus: 'h2',
  },
});

/** Opens and closes the panels beside the picture; one that the server cannot fill is not there. */
export class Panels {
  #dispatcher;

  constructor(dispatcher) {
    this.#dispatcher = dispatcher;
    dispatcher.subscribe((model, event, previous) => {
      if (event.type === 'command' && event.name in PANELS) {
        this.#toggle(event);
      } else if (model !== previous) {
        this.#write(model);
      }
    });
    NARROW.addEventListener('change', () => this.#write(dispatcher.model));
    document.addEventListener('keydown', (event) => this.#escape(event));
    this.#write(dispatcher.model);
  }

  #toggle({ name, byKey }) {
    const { element, button } = parts(name);
    if (button.hidden) {
      return;
    }
    const { panels } = this.#dispatcher.model.settings;
    const others = panels.filter((each) => each !== name);
    const opens = element.hidden;
    const focused = element.contains(document.activeElement);
    const change = { panels: opens ? [...others, name] : others };
    this.#dispatcher.dispatch({ type: 'settings-changed', change });
    // The panel is written once this event has reached everybody.
    queueMicrotask(() => {
      if (opens && byKey) {
        element.querySelector(PANELS[name].focus).focus();
      } else if (!opens && focused) {
        button.focus();
      }
    });
  }

  #write(model) {
    const { panels } = model.settings;
    const open = NARROW.matches ? panels.slice(-1) : panels;
    for (const [name, { needs }] of Object.entries(PANELS)) {
      const { element, button } = parts(name);
      const offered = needs.some((event) => offers(model, event));
      button.hidden = !offered;
      element.hidden = !offered || !open.includes(name);
      element.inert = !showsPicture(model);
      button.setAttribute('aria-expanded', String(!element.hidden));
    }
  }

  #escape(event) {
    const name = event.target.closest('.panel')?.id;
    if (event.key === 'Escape' && name !== undefined) {
      this.#dispatcher.dispatch({ type: 'command', name });
    }
  }
}

function parts(name) {
  return {
    element: document.getElementById(name),
    button: document.querySelector(`#tools [data-command="${name}"]`),
  };
}
