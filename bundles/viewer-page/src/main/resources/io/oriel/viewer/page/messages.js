import { readMessage } from './incoming.js';

const ANSWER_TIMEOUT_MILLIS = 2000;

/**
 * The page's end of the conversation: makes events of what the server says, and texts of what the
 * page wants. When a channel opens it asks what the server understands, and nothing else.
 */
export class Messages {
  #dispatcher;
  #session;
  #timer = 0;

  constructor(dispatcher, session) {
    this.#dispatcher = dispatcher;
    this.#session = session;
    dispatcher.subscribe((model, event) => {
      if (event.type === 'channel-opened') {
        this.#askWhatIsOffered();
      } else if (event.type === 'message-arrived') {
        this.#hear(event.text);
      }
    });
  }

  /** Sends a message; without a connection it is dropped, as nothing waits for one that is gone. */
  send(event, payload) {
    this.#session.send(JSON.stringify({ event_type: event, payload }));
  }

  #askWhatIsOffered() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => this.#dispatcher.dispatch({ type: 'offer-missing' }),
      ANSWER_TIMEOUT_MILLIS,
    );
    this.send('getCapabilities', {});
  }

  #hear(words) {
    const message = readMessage(words);
    if (message === null) {
      return;
    }
    if (message.name === 'capabilities') {
      clearTimeout(this.#timer);
    }
    this.#dispatcher.dispatch({ type: 'heard', ...message });
  }
}
