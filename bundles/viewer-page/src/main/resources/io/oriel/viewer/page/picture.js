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
  #silent = true;

  constructor(video, dispatcher) {
    this.#video = video;
    this.#dispatcher = dispatcher;
    setInterval(() => this.#look(), LOOK_EVERY_MILLIS);
    document.addEventListener('visibilitychange', () => this.#rest());
  }

  /** Pictures presented since the page was loaded. */
  get framesPresented() {
    return this.#presentedBefore + this.#presented;
  }

  get size() {
    return { width: this.#video.videoWidth, height: this.#video.videoHeight };
  }

  /** Shows a media stream from now on. The last picture of the former one stays until then. */
  show(media) {
    this.#video.cancelVideoFrameCallback(this.#callback);
    this.#presentedBefore += this.#presented;
    this.#presented = 0;
    this.#silent = true;
    this.#video.srcObject = media;
    this.#await();
    this.play();
  }

  play() {
    this.#video.play().catch((error) => {
      if (error.name === 'NotAllowedError') {
        this.#dispatcher.dispatch({ type: 'play-blocked' });
      }
    });
  }

  #await() {
    this.#callback = this.#video.requestVideoFrameCallback((now, metadata) => {
      this.#presented = Math.max(this.#presented, metadata.presentedFrames);
      this.#lastAt = performance.now();
      if (this.#silent) {
        this.#silent = false;
        this.#dispatcher.dispatch({ type: 'picture-shown' });
      }
      this.#await();
    });
  }

  #look() {
    if (!this.#silent && !document.hidden && performance.now() - this.#lastAt > SILENCE_MILLIS) {
      this.#silent = true;
      this.#dispatcher.dispatch({ type: 'picture-silent' });
    }
  }

  // A hidden page is not told of pictures, so that its silence says nothing.
  #rest() {
    this.#lastAt = performance.now();
  }
}
