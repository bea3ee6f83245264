import { nextFit } from './settings.js';

const FIT_WORDS = { contain: 'All of the picture', cover: 'All of the window', actual: 'Actual size' };

/** How the page lies on the screen: full screen, and how the picture fits. */
export class Screen {
  #dispatcher;
  #video;

  constructor(video, dispatcher) {
    this.#dispatcher = dispatcher;
    this.#video = video;
    dispatcher.subscribe((model, event) => {
      if (event.type === 'command' && event.name === 'full-screen') {
        this.#toggle();
      } else if (event.type === 'command' && event.name === 'fit') {
        this.#fit(nextFit(model.settings.fit));
      }
    });
  }

  #fit(fit) {
    this.#dispatcher.dispatch({ type: 'settings-changed', change: { fit } });
    this.#dispatcher.dispatch({ type: 'said', words: FIT_WORDS[fit] });
  }

  async #toggle() {
    try {
      if (document.fullscreenElement !== null) {
        await document.exitFullscreen();
      } else if (document.fullscreenEnabled) {
        // The whole page, so that the words and tools above the picture stay.
        await document.documentElement.requestFullscreen({ navigationUI: 'hide' });
      } else {
        // iPhones show nothing but a video on the full screen.
        this.#video.webkitEnterFullscreen();
      }
    } catch {
      const words = 'This browser does not allow full screen here.';
      this.#dispatcher.dispatch({ type: 'said', words });
    }
  }
}
