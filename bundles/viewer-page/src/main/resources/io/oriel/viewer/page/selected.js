import { nameOf, offers, primary } from './conversation.js';

/** Values are those of the time that is shown: asked for anew once somebody has let go of it. */
const SETTLED_MILLIS = 300;

/** The selected prim: its name, its path, and the questions for what else is shown of it. */
export class Selected {
  #element;
  #messages;
  #asked = '';
  #timeCode = null;
  #timer = 0;

  constructor(element, dispatcher, messages) {
    this.#element = element;
    this.#messages = messages;
    const look = () => this.#look(dispatcher.model);
    dispatcher.subscribe((model, event, previous) => {
      if (event.type === 'heard' && mayHaveChanged(event, model)) {
        this.#asked = '';
      } else if (event.type === 'heard' && event.name === 'timelineState') {
        this.#settle(event.value, look);
      }
      if (model !== previous) {
        look();
      }
    });
    // Nothing is asked for while nobody sees it; being opened is a change of its size.
    new ResizeObserver(look).observe(element);
  }

  #look(model) {
    const path = primary(model.talk);
    this.#write(path, model.talk.selection.length - 1);
    if (path !== null && path !== this.#asked && this.#element.checkVisibility()) {
      this.#asked = path;
      for (const event of ['getPropertiesRequest', 'getVariantsRequest']) {
        if (offers(model, event)) {
          this.#messages.send(event, { prim_path: path });
        }
      }
    }
  }

  #settle({ timeCode, playing }, look) {
    clearTimeout(this.#timer);
    if (!playing && timeCode !== this.#timeCode) {
      this.#timer = setTimeout(() => {
        this.#timeCode = timeCode;
        this.#asked = '';
        look();
      }, SETTLED_MILLIS);
    }
  }

  #write(path, others) {
    const part = (name) => this.#element.querySelector(`#selected-${name}`);
    const none = path === null;
    part('none').hidden = !none;
    part('some').hidden = none;
    part('name').textContent = none ? '' : nameOf(path);
    part('path').textContent = path ?? '';
    part('others').textContent = `and ${others} more`;
    part('others').hidden = others < 1;
  }
}

/** The stage was loaded anew, the server is another, or another prim was chosen. */
function mayHaveChanged({ name, value }, { talk }) {
  return (
    ['capabilities', 'stageSelectionChanged'].includes(name) ||
    (name === 'getChildrenResult' && value.path === talk.stage?.root)
  );
}
