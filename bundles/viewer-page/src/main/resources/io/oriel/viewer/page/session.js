import { MOST_TRIES, streamFacts } from './model.js';
import { Peer } from './peer.js';
import { PAGE_PROBLEMS, missingFeature } from './problems.js';
import { WhepRefusal } from './whep.js';

const PAUSE_SECONDS = 3;
const PAUSE_LEAST_SECONDS = 0.2;
const PAUSE_MOST_SECONDS = 3600;
const CONNECT_TIMEOUT_MILLIS = 12_000;
const STOPPED = 4;

/** Decides when a connection is attempted and what its end means. Holds at most one Peer. */
export class Session {
  #dispatcher;
  #directory;
  #picture;
  #endpoint;
  #peer = null;
  #timer = 0;
  #pauseOfGoodbye = null;
  // The lost connection that the directory is asked about, until anything is decided.
  #loss = null;

  /** `endpoint(stream)` is the WHEP address of a stream. */
  constructor(dispatcher, directory, picture, endpoint) {
    this.#dispatcher = dispatcher;
    this.#directory = directory;
    this.#picture = picture;
    this.#endpoint = endpoint;
    dispatcher.subscribe((model, event) => this.#on(model, event));
  }

  /** What the browser measures at the present connection, or null while there is none. */
  async statistics() {
    return (await this.#peer?.statistics()) ?? null;
  }

  /** Sends input over the present connection (peer.js), or nowhere while there is none. */
  sendInput(message, mayBeLost) {
    this.#peer?.sendInput(message, mayBeLost);
  }

  /** Sends a text to the server; without a connection it is dropped. */
  send(text) {
    this.#peer?.send(text);
  }

  #on(model, event) {
    switch (event.type) {
      case 'directory-answered':
        if (this.#loss === null && this.#isAwaited(model)) {
          this.#attempt();
        }
        break;
      case 'directory-silent':
        if (this.#loss === null && this.#isMissed(model)) {
          this.#retry(PAGE_PROBLEMS.serverSilent());
        }
        break;
      case 'heard':
        if (event.name === 'bye') {
          this.#pauseOfGoodbye = event.value.seconds;
        }
        break;
      case 'page-hidden':
        this.#peer?.receive(false);
        break;
      case 'page-visible':
        this.#peer?.receive(true);
        this.#tryOnceMore(model);
        break;
      case 'network-back':
        this.#tryOnceMore(model);
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
      case 'reconnecting':
        return this.#peer === null && model.retryAt === null && model.stream !== null;
      case 'ended':
        return listed !== null && listed.state !== STOPPED;
      case 'error':
        return model.problem?.code === 'stream.unknown' && listed !== null;
      default:
        return false;
    }
  }

  /** Whether a server that says nothing is one that this page needs now. */
  #isMissed({ state, retryAt }) {
    return (
      state === 'waiting' ||
      (state === 'reconnecting' && this.#peer === null && retryAt === null)
    );
  }

  #tryOnceMore({ state, problem }) {
    if (state === 'error' && PAGE_PROBLEMS.mayPass(problem)) {
      this.#attempt();
    }
  }

  #attempt() {
    this.#end();
    this.#pauseOfGoodbye = null;
    const { stream, hidden } = this.#dispatcher.model;
    const missing = missingFeature();
    if (missing !== null) {
      this.#giveUp(PAGE_PROBLEMS.browserTooOld(`Missing: ${missing}.`));
      return;
    }
    this.#dispatcher.dispatch({ type: 'attempt-began' });
    if (stream === null) {
      this.#directory.ask();
      return;
    }
    this.#peer = new Peer(this.#endpoint(stream), {
      media: (media) => this.#picture.show(media),
      connected: () => {
        clearTimeout(this.#timer);
        this.#dispatcher.dispatch({ type: 'peer-connected' });
      },
      opened: () => this.#dispatcher.dispatch({ type: 'channel-opened' }),
      message: (text) => this.#dispatcher.dispatch({ type: 'message-arrived', text }),
      lost: (reason) => this.#lost(reason),
      refused: (error) => this.#refused(error),
    });
    if (hidden) {
      this.#peer.receive(false);
    }
    this.#timer = setTimeout(
      () => this.#retry(PAGE_PROBLEMS.connectTimeout()),
      CONNECT_TIMEOUT_MILLIS,
    );
  }

  #refused(error) {
    if (!(error instanceof WhepRefusal)) {
      if (error instanceof TypeError || error.name === 'TimeoutError') {
        // Once it is to be tried again, the silence is no reason to try once more.
        this.#retry(PAGE_PROBLEMS.serverSilent());
        this.#dispatcher.dispatch({ type: 'directory-silent' });
      } else {
        this.#giveUp(PAGE_PROBLEMS.answerInvalid(error.message));
      }
      return;
    }
    const { status, problem, retryAfterSeconds } = error;
    if (problem.code === 'stream.ended' || status === 410) {
      this.#end();
      this.#dispatcher.dispatch({ type: 'stream-ended', problem });
    } else if (status === 503 || status === 429 || isTransportMissing(error)) {
      this.#defer(problem, retryAfterSeconds);
    } else if (status >= 500) {
      this.#retry(problem, retryAfterSeconds);
    } else {
      this.#giveUp(problem);
    }
  }

  /** The connection is gone; the directory knows better than the connection why. */
  async #lost(reason) {
    this.#end();
    // The answer is for what is decided here: an attempt at once would be one that nobody counts.
    const loss = Symbol(reason);
    this.#loss = loss;
    await this.#directory.ask();
    if (this.#loss !== loss) {
      return; // Somebody asked for a connection meanwhile, or left the page.
    }
    this.#loss = null;
    const { model } = this.#dispatcher;
    const listed = streamFacts(model);
    if (!model.reachable) {
      this.#retry(PAGE_PROBLEMS.serverSilent());
    } else if (listed === null || listed.state === STOPPED) {
      this.#dispatcher.dispatch({ type: 'stream-ended', problem: null });
    } else {
      const { connectionClosed, connectionFailed } = PAGE_PROBLEMS;
      this.#retry(
        reason === 'closed' ? connectionClosed() : connectionFailed(),
        this.#pauseOfGoodbye,
      );
    }
  }

  /** The server is there and says when to come again: that is no failed try, however often. */
  #defer(problem, seconds) {
    this.#end();
    const retryAt = this.#again(seconds);
    this.#dispatcher.dispatch({ type: 'attempt-deferred', problem, retryAt });
  }

  /** What failed may pass: tries again, MOST_TRIES times in a row. */
  #retry(problem, seconds = null) {
    this.#end();
    const attempt = this.#dispatcher.model.attempt + 1;
    if (attempt > MOST_TRIES) {
      this.#giveUp(problem);
      return;
    }
    const retryAt = this.#again(seconds);
    this.#dispatcher.dispatch({ type: 'attempt-failed', problem, attempt, retryAt });
  }

  #giveUp(problem) {
    this.#end();
    this.#dispatcher.dispatch({ type: 'gave-up', problem });
  }

  /** A server's own delay wins over ours. */
  #again(seconds) {
    const pause = Math.min(Math.max(seconds ?? PAUSE_SECONDS, PAUSE_LEAST_SECONDS), PAUSE_MOST_SECONDS);
    this.#timer = setTimeout(() => this.#attempt(), pause * 1000);
    return Date.now() + pause * 1000;
  }

  #end() {
    clearTimeout(this.#timer);
    this.#peer?.close();
    this.#peer = null;
    this.#loss = null;
    this.#picture.leave();
  }
}

// While the server starts, the pages may be up before the transport: nothing listens at /whep yet.
function isTransportMissing({ status, problem }) {
  return status === 404 && problem.code !== 'stream.unknown';
}
