import { ageOf } from './statistics.js';

const SILENCE_MILLIS = 2000;
const LOOK_EVERY_MILLIS = 250;

/**
 * The video element and what can be known of it: how many pictures were presented, and when none
 * has been for too long. Nothing else tells that, so a stall is an inference.
 */
export class Picture {
  #video;
  #dispatcher;
  #presented = 0;
  #presentedBefore = 0;
  #callback = 0;
  #lastAt = 0;
  #lookedAt = performance.now();
  #age = null;
  #awaited = true;
  #awaitedSince = 0;
  #silent = true;

  constructor(video, dispatcher) {
    this.#video = video;
    this.#dispatcher = dispatcher;
    setInterval(() => this.#look(), LOOK_EVERY_MILLIS);
    dispatcher.subscribe((model, event) => {
      if (event.type === 'page-hidden') {
        this.#awaited = true;
      } else if (event.type === 'page-visible') {
        this.#comeBack();
      }
    });
  }

  /** Pictures presented since the page was loaded. */
  get framesPresented() {
    return this.#presentedBefore + this.#presented;
  }

  get size() {
    return { width: this.#video.videoWidth, height: this.#video.videoHeight };
  }

  /** How old the last picture was when it was presented (statistics.js), or null. */
  get age() {
    return this.#age;
  }

  /** Shows a media stream from now on. The last picture of the former one stays until then. */
  show(media) {
    this.leave();
    this.#presentedBefore += this.#presented;
    this.#presented = 0;
    this.#awaited = true;
    this.#video.srcObject = media;
    this.#await();
    this.play();
  }

  /** Takes nothing more from the present media stream, not even what is still on its way. */
  leave() {
    this.#video.cancelVideoFrameCallback(this.#callback);
    this.#silent = true;
  }

  play() {
    this.#video.play().catch((error) => {
      if (error.name === 'NotAllowedError') {
        this.#dispatcher.dispatch({ type: 'play-blocked' });
      }
    });
  }

  /** Draws what is shown now to a canvas of the picture's own size. */
  toCanvas() {
    const canvas = document.createElement('canvas');
    canvas.width = this.#video.videoWidth;
    canvas.height = this.#video.videoHeight;
    canvas.getContext('2d').drawImage(this.#video, 0, 0);
    return canvas;
  }

  #await() {
    this.#callback = this.#video.requestVideoFrameCallback((now, metadata) => {
      this.#presented = Math.max(this.#presented, metadata.presentedFrames);
      this.#lastAt = performance.now();
      this.#age = ageOf(metadata);
      this.#silent = false;
      // What came before the page was seen again is what it showed last, and a page that was hidden
      // just now may be told of one more.
      if (
        this.#awaited &&
        !document.hidden &&
        !(metadata.receiveTime < this.#awaitedSince)
      ) {
        this.#awaited = false;
        this.#dispatcher.dispatch({ type: 'picture-shown' });
      }
      this.#await();
    });
  }

  // A hidden page is not told of pictures, so that its silence says nothing.
  #look() {
    const sinceLook = performance.now() - this.#lookedAt;
    this.#lookedAt += sinceLook;
    if (sinceLook > SILENCE_MILLIS / 2) {
      // The page stood still, and may be told only now of pictures that came meanwhile.
      return;
    }
    if (!this.#silent && !document.hidden && performance.now() - this.#lastAt > SILENCE_MILLIS) {
      this.#silent = true;
      this.#awaited = true;
      this.#dispatcher.dispatch({ type: 'picture-silent' });
    }
  }

  #comeBack() {
    this.#lastAt = performance.now();
    this.#awaitedSince = this.#lastAt;
    this.#silent = this.#video.srcObject === null;
    if (this.#video.srcObject !== null && this.#video.paused) {
      this.play();
    }
  }
}
