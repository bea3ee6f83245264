import { streamFacts } from './model.js';
import { Peer } from './peer.js';
import { PAGE_PROBLEMS } from './problems.js';
import { WhepRefusal } from './whep.js';

const CONNECT_TIMEOUT_MILLIS = 12_000;
const RETRY_DEFAULT_SECONDS = 2;
const RETRY_MOST_SECONDS = 60;
const AFTER_FAILURE_SECONDS = [3, 5, 10, 20, 30];
const STOPPED = 4;

/** Decides when a connection is attempted and what its end means. Holds at most one Peer. */
export class Session {
  #dispatcher;
  #directory;
  #picture;
  #endpoint;
  #peer = null;
  #timer = 0;
  #failures = 0;

  /** `endpoint(stream)` is the WHEP address of a stream. */
  constructor(dispatcher, directory, picture, endpoint) {
    this.#dispatcher = dispatcher;
    this.#directory = directory;
    this.#picture = picture;
    this.#endpoint = endpoint;
    dispatcher.subscribe((model, event) => this.#on(model, event));
  }

  #on(model, event) {
    switch (event.type) {
      case 'directory-answered':
        if (this.#isAwaited(model)) {
          this.#attempt();
        }
        break;
      case 'picture-shown':
        this.#failures = 0;
        break;
      case 'retry-asked':
      case 'page-shown-again':
        this.#attempt();
        break;
      case 'page-left':
        this.#end();
        break;
      default:
    }
  }

  /** Whether what the server just said about its streams is what this page has been waiting for. */
  #isAwaited(model) {
    const listed = streamFacts(model);
    switch (model.state) {
      case 'waiting':
        return this.#peer === null && model.retryAt === null && model.stream !== null;
      case 'ended':
        return listed !== null && listed.state !== STOPPED;
      case 'error':
        return model.problem?.code === 'stream.unknown' && listed !== null;
      default:
        return false;
    }
  }

  #attempt() {
    this.#end();
    if (this.#dispatcher.model.stream === null) {
      return;
    }
    const missing = missingFeature();
    if (missing !== null) {
      this.#fail(PAGE_PROBLEMS.browserTooOld(`Missing: ${missing}.`), null);
      return;
    }
    this.#dispatcher.dispatch({ type: 'attempt-began' });
    this.#peer = new Peer(this.#endpoint(this.#dispatcher.model.stream), {
      media: (media) => this.#picture.show(media),
      connected: () => {
        clearTimeout(this.#timer);
        this.#dispatcher.dispatch({ type: 'peer-connected' });
      },
      lost: (reason) => this.#lost(reason),
      refused: (error) => this.#refused(error),
    });
    this.#timer = setTimeout(
      () => this.#fail(PAGE_PROBLEMS.connectTimeout(), this.#pauseAfterFailure()),
      CONNECT_TIMEOUT_MILLIS,
    );
  }

  #refused(error) {
    if (!(error instanceof WhepRefusal)) {
      if (error instanceof TypeError || error.name === 'TimeoutError') {
        this.#end();
        this.#dispatcher.dispatch({ type: 'server-gone' });
      } else {
        this.#fail(PAGE_PROBLEMS.answerInvalid(error.message), null);
      }
      return;
    }
    const { status, problem } = error;
    if (problem.code === 'stream.ended' || status === 410) {
      this.#end();
      this.#dispatcher.dispatch({ type: 'stream-ended', problem });
    } else if (status === 503 || status === 429 || isTransportMissing(error)) {
      this.#defer(problem, error.retryAfterSeconds ?? RETRY_DEFAULT_SECONDS);
    } else {
      this.#fail(problem, status >= 500 ? this.#pauseAfterFailure() : null);
    }
  }

  /** The connection is gone; the directory knows better than the connection why. */
  async #lost(reason) {
    this.#end();
    await this.#directory.ask();
    const { model } = this.#dispatcher;
    if (this.#peer !== null) {
      return;
    }
    const listed = streamFacts(model);
    if (!model.reachable) {
      this.#dispatcher.dispatch({ type: 'server-gone' });
    } else if (listed === null || listed.state === STOPPED) {
      this.#dispatcher.dispatch({ type: 'stream-ended', problem: null });
    } else {
      const { connectionClosed, connectionFailed } = PAGE_PROBLEMS;
      const problem = reason === 'closed' ? connectionClosed() : connectionFailed();
      this.#fail(problem, this.#pauseAfterFailure());
    }
  }

  #defer(problem, seconds) {
    this.#end();
    const pause = Math.min(Math.max(seconds, 1), RETRY_MOST_SECONDS);
    this.#dispatcher.dispatch({ type: 'attempt-deferred', problem, retryAt: this.#again(pause) });
  }

  #fail(problem, seconds) {
    this.#end();
    const retryAt = seconds === null ? null : this.#again(seconds);
    this.#dispatcher.dispatch({ type: 'attempt-failed', problem, retryAt });
  }

  #again(seconds) {
    this.#timer = setTimeout(() => this.#attempt(), seconds * 1000);
    return Date.now() + seconds * 1000;
  }

  #pauseAfterFailure() {
    const index = Math.min(this.#failures++, AFTER_FAILURE_SECONDS.length - 1);
    return AFTER_FAILURE_SECONDS[index];
  }

  #end() {
    clearTimeout(this.#timer);
    this.#peer?.close();
    this.#peer = null;
  }
}

// While the server starts, the pages may be up before the transport: nothing listens at /whep yet.
function isTransportMissing({ status, problem }) {
  return status === 404 && problem.code !== 'stream.unknown';
}

function missingFeature() {
  if (!('RTCPeerConnection' in window)) {
    return 'WebRTC';
  }
  if (!('requestVideoFrameCallback' in HTMLVideoElement.prototype)) {
    return 'requestVideoFrameCallback';
  }
  return null;
}
