import { drawnBy, load, size, standing, unusual } from './facts.js';
import { MOST_TRIES, isDeferred, streamFacts } from './model.js';
import { PAGE_PROBLEMS } from './problems.js';

/** The state of the page in words. Pure. */

const LABELS = {
  waiting: 'Waiting',
  connecting: 'Connecting',
  buffering: 'Buffering',
  live: 'Live',
  stalled: 'Appears stalled (inferred)',
  reconnecting: 'Reconnecting',
  ended: 'Ended',
  error: 'Error',
};

/** The state as one or two words on the pill. */
export function label({ state, hidden }) {
  return state === 'paused' ? (hidden ? 'Paused' : 'Resuming') : LABELS[state];
}

/** What stands beside the state on the pill. */
export function note(model) {
  const facts = streamFacts(model);
  const { state } = model;
  if (state === 'live' && facts !== null) {
    return [facts.name, unusual(facts) || drawnBy(facts), size(facts)].filter(Boolean).join(' · ');
  }
  if (state === 'stalled') {
    return model.reachable ? (facts && unusual(facts)) || '' : 'the server does not answer';
  }
  return model.stream ?? '';
}

/** What is said aloud when the state changes: whole sentences, and nothing that ticks. */
export function announcement(model) {
  const { title, text, problem } = notice(model);
  const cause = problem === null ? '' : `${problem.cause} ${problem.remedy}`;
  return [sentence(title), text, cause].filter(Boolean).join(' ');
}

/** What the page says in the middle; it covers the picture only when `covers`. */
export function notice(model) {
  const facts = streamFacts(model);
  const words = NOTICES[model.state](model, facts);
  return { covers: true, text: '', problem: null, action: '', load: null, ...words };
}

const NOTICES = {
  waiting: (model, facts) => ({
    title: facts?.stage.loading ? 'Loading the stage' : 'Waiting for the first picture',
    text: waitingText(model, facts),
    load: facts && load(facts),
    problem: standing(facts),
    action: isDeferred(model) ? 'Try now' : '',
  }),
  connecting: (model) => ({
    title: 'Connecting',
    text: `Opening the media connection to ${model.stream}.`,
  }),
  buffering: (model, facts) =>
    model.blocked
      ? {
          title: 'Press play',
          text: 'This browser does not start a picture by itself.',
          action: 'Play',
        }
      : {
          title: 'Buffering',
          text: 'Connected. The first picture is on its way.',
          load: facts && load(facts),
        },
  live: (model) => ({ covers: false, title: 'Live', text: `Showing ${model.stream}.` }),
  paused: (model) => ({
    covers: false,
    title: label(model),
    text: 'No pictures are received while nobody can see the page.',
  }),
  stalled: (model) => ({
    covers: false,
    title: 'The picture appears stalled',
    text: model.reachable
      ? 'No new picture for more than two seconds. This is inferred: nobody said so.'
      : 'No new picture for more than two seconds, and the server does not answer. This is inferred.',
  }),
  reconnecting: (model) => ({
    title: 'Reconnecting',
    text: [model.problem.cause, detail(model.problem)].filter(Boolean).join(' '),
    action: 'Try now',
  }),
  ended: (model) => ({
    title: 'The stream has ended',
    text: `${model.stream} is no longer served. If it comes back, it is shown here.`,
  }),
  error: (model) => ({
    title: errorTitle(model),
    text: detail(model.problem),
    problem: model.problem,
    action: 'Try again',
  }),
};

function waitingText(model, facts) {
  if (model.streams === null) {
    return 'Asking the server for its streams.';
  }
  if (model.stream === null) {
    return 'The server has no stream yet. The first one is shown here.';
  }
  if (facts?.stage.loading) {
    return `It is drawn by the ${facts.renderer} renderer.`;
  }
  const problem = standing(facts) ?? model.problem;
  if (problem === null) {
    return '';
  }
  if (problem.code === 'request.not-found') {
    return 'The server has not opened its WebRTC transport yet.';
  }
  return problem.detail || problem.cause;
}

function errorTitle({ problem, stream }) {
  if (problem.code === 'stream.unknown') {
    return `No stream is called “${stream}”`;
  }
  return PAGE_PROBLEMS.mayPass(problem) ? `No connection after ${MOST_TRIES} tries` : 'No picture';
}

// The detail of an unknown stream is its name, which the title says already.
function detail(problem) {
  return problem.code === 'stream.unknown' ? '' : problem.detail;
}

function sentence(text) {
  return /[.!?”]$/.test(text) ? text : `${text}.`;
}

/** When the next attempt begins, and which it is of how many. */
export function countdown(model, now) {
  const { state, attempt, retryAt } = model;
  const which = state === 'reconnecting' ? ` · try ${attempt} of ${MOST_TRIES}` : '';
  if (retryAt === null) {
    return state === 'reconnecting' || isDeferred(model) ? `Trying now${which}` : '';
  }
  const seconds = Math.max(0, Math.ceil((retryAt - now) / 1000));
  return (seconds === 0 ? 'Trying now' : `Trying again in ${seconds} s`) + which;
}
