import { FIRST_TALK, hear, withoutAlert, withoutLoad, withoutOffer } from './conversation.js';

/**
 * What the page knows, as one frozen value, and how events change it. Pure: no clock, no network,
 * no document.
 *
 * state      waiting | connecting | buffering | live | stalled | paused | reconnecting | ended | error
 * settings   what the address says (settings.js)
 * stream     the stream that is shown or will be, or null while none is known
 * hidden     whether nobody can see the page
 * reachable  whether the server answered last time
 * streams    what the server said about its streams, or null before it did
 * transports what it said about its transports
 * problem    why the state is what it is, or null
 * attempt    which try to reconnect is next or under way, from 1; 0 while none is
 * retryAt    when the next attempt begins (milliseconds since 1970), or null
 * blocked    true while the browser does not play by itself
 * talk       what the server said in messages (conversation.js)
 */

/** After this many failed tries to reconnect it takes a person, or a network that comes back. */
export const MOST_TRIES = 5;

export function firstModel(settings, hidden) {
  return Object.freeze({
    state: 'waiting',
    settings,
    stream: settings.stream,
    hidden,
    reachable: true,
    streams: null,
    transports: [],
    problem: null,
    attempt: 0,
    retryAt: null,
    blocked: false,
    talk: FIRST_TALK,
  });
}

export function reduce(model, event) {
  const change = CHANGES[event.type]?.(model, event);
  return change ? Object.freeze({ ...model, ...change }) : model;
}

/** What the server says about the stream that this page is about, or null. */
export function streamFacts(model) {
  return model.streams?.find((stream) => stream.name === model.stream) ?? null;
}

/** Whether the element holds a picture that is worth seeing, live or not. */
export function showsPicture({ state }) {
  return ['live', 'stalled', 'paused'].includes(state);
}

/** Whether the server has said that the page should come again. */
export function isDeferred({ state, problem }) {
  return state === 'waiting' && problem !== null;
}

const CONNECTED = ['buffering', 'live', 'stalled'];
const ON_THE_WAY = ['connecting', 'reconnecting', 'buffering', 'stalled', 'paused'];
const REST = Object.freeze({ attempt: 0, retryAt: null });

const CHANGES = {
  'settings-changed': (model, { change }) => ({
    settings: Object.freeze({ ...model.settings, ...change }),
  }),

  'directory-answered': (model, { streams, transports = [] }) => ({
    streams,
    transports,
    reachable: true,
    stream: model.stream ?? streams[0]?.name ?? null,
    // A server without streams is waited for; there is nothing to connect to.
    ...(model.state === 'reconnecting' && model.stream === null && { state: 'waiting', ...REST }),
  }),
  'directory-missing': () => ({ reachable: true }),
  'directory-silent': () => ({ reachable: false }),

  'attempt-began': (model) =>
    // Whoever is waiting goes on waiting until something comes of it, instead of flickering.
    model.attempt > 0 || isDeferred(model)
      ? { retryAt: null }
      : {
          // Without a stream there is nothing to connect to yet.
          state: model.stream === null ? 'waiting' : 'connecting',
          problem: null,
          retryAt: null,
          blocked: false,
        },
  'attempt-deferred': (model, { problem, retryAt }) => ({
    state: 'waiting',
    reachable: true,
    problem,
    attempt: 0,
    retryAt,
  }),
  'attempt-failed': (model, { problem, attempt, retryAt }) => ({
    state: 'reconnecting',
    problem,
    attempt,
    retryAt,
  }),
  'gave-up': (model, { problem }) => ({ state: 'error', problem, ...REST }),
  'stream-ended': (model, { problem }) => ({ state: 'ended', problem, ...REST }),

  'peer-connected': (model) =>
    ['waiting', 'connecting', 'reconnecting'].includes(model.state)
      ? { state: model.hidden ? 'paused' : 'buffering', reachable: true, problem: null, ...REST }
      : null,
  'page-hidden': (model) => ({
    hidden: true,
    ...(CONNECTED.includes(model.state) && { state: 'paused' }),
  }),
  'page-visible': () => ({ hidden: false }),

  'picture-shown': (model) =>
    ON_THE_WAY.includes(model.state)
      ? { state: 'live', blocked: false, problem: null, ...REST }
      : null,
  'picture-silent': (model) =>
    ['live', 'paused'].includes(model.state) ? { state: 'stalled' } : null,
  'play-blocked': (model) => ({
    blocked: true,
    ...(showsPicture(model) && { state: 'buffering' }),
  }),

  'channel-opened': ({ talk }) => ({ talk: withoutLoad(talk) }),
  heard: ({ talk }, { name, value }) => ({ talk: hear(talk, name, value) }),
  'offer-missing': ({ talk }) => ({ talk: withoutOffer(talk) }),
  'alert-closed': ({ talk }, { id }) => ({ talk: withoutAlert(talk, id) }),
};
