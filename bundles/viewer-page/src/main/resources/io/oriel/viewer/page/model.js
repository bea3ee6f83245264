/**
 * What the page knows, as one frozen value, and how events change it. Pure: no clock, no network,
 * no document.
 *
 * state      waiting | connecting | buffering | live | stalled | ended | error
 * requested  the stream that the address names, or null
 * stream     the stream that is shown or will be, or null while none is known
 * reachable  whether the server answered last time
 * streams    what the server said about its streams, or null before it did
 * problem    why the state is what it is, or null
 * retryAt    when the next attempt begins (milliseconds since 1970), or null
 * blocked    true while the browser does not play by itself
 */
export function firstModel(requested) {
  return Object.freeze({
    state: 'waiting',
    requested,
    stream: requested,
    reachable: true,
    streams: null,
    problem: null,
    retryAt: null,
    blocked: false,
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

const ON_THE_WAY = ['connecting', 'buffering', 'stalled'];

const CHANGES = {
  'directory-answered': (model, { streams }) => ({
    streams,
    reachable: true,
    stream: model.stream ?? streams[0]?.name ?? null,
  }),
  'directory-silent': () => ({ reachable: false }),

  'attempt-began': () => ({ state: 'connecting', problem: null, retryAt: null, blocked: false }),
  'attempt-deferred': (model, { problem, retryAt }) => ({ state: 'waiting', problem, retryAt }),
  'attempt-failed': (model, { problem, retryAt }) => ({ state: 'error', problem, retryAt }),
  'server-gone': () => ({ state: 'waiting', reachable: false, problem: null, retryAt: null }),
  'stream-ended': (model, { problem }) => ({ state: 'ended', problem, retryAt: null }),

  'peer-connected': (model) => (model.state === 'connecting' ? { state: 'buffering' } : null),
  'picture-shown': (model) =>
    ON_THE_WAY.includes(model.state) ? { state: 'live', blocked: false } : null,
  'picture-silent': (model) => (model.state === 'live' ? { state: 'stalled' } : null),
  'play-blocked': () => ({ blocked: true }),
};
