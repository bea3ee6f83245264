import { showsPicture } from './model.js';

/** Saves the picture as a PNG file of its own size. */
export class Screenshot {
  #dispatcher;
  #picture;

  constructor(dispatcher, picture) {
    this.#dispatcher = dispatcher;
    this.#picture = picture;
    dispatcher.subscribe((model, event) => {
      if (event.type === 'command' && event.name === 'screenshot') {
        this.#take(model);
      }
    });
  }

  #take(model) {
    if (!showsPicture(model)) {
      this.#say('There is no picture to save yet.');
      return;
    }
    const name = fileName(model.stream, new Date());
    this.#picture.toCanvas().toBlob((png) => {
      if (png === null) {
        this.#say('This browser could not make a PNG of the picture.');
        return;
      }
      save(png, name);
      this.#say(`Saved ${name}`);
    }, 'image/png');
  }

  #say(words) {
    this.#dispatcher.dispatch({ type: 'said', words });
  }
}

/** The stream and the local time: `main 2026-11-21 10.55.03.png`, which every file system takes. */
export function fileName(stream, time) {
  const two = (number) => String(number).padStart(2, '0');
  const date = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())].join('-');
  const clock = [time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join('.');
  return `${stream} ${date} ${clock}.png`;
}

function save(blob, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser reads the blob after the click has returned.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
