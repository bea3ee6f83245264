import { announcement } from './words.js';

/** Says each change of the state once to those who listen instead of look. */
export class Announcer {
  constructor(element, dispatcher) {
    dispatcher.subscribe((model, event, previous) => {
      // Nobody hears a hidden page, and coming back is what they did themselves.
      if (model.state !== previous.state && ![model.state, previous.state].includes('paused')) {
        element.textContent = announcement(model);
      }
    });
  }
}
