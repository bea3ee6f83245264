import { announcement } from './words.js';

/** Says each change of the state once to those who listen instead of look. */
export class Announcer {
  constructor(element, dispatcher) {
    dispatcher.subscribe((model, event, previous) => {
      if (model.state !== previous.state) {
        element.textContent = announcement(model);
      }
    });
  }
}
