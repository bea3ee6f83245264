import { streamFacts } from './model.js';

/** The state as one or two words on the pill. */
const LABELS = {
  waiting: 'Waiting',
  connecting: 'Connecting',
  buffering: 'Buffering',
  live: 'Live',
  stalled: 'Appears stalled (inferred)',
  ended: 'Ended',
  error: 'Error',
};

export function label(model) {
  return LABELS[model.state];
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
    title: waitingTitle(model, facts),
    text: waitingText(model, facts),
    load: facts?.stage.loading ? load(facts) : null,
    problem: standing(facts),
    action: model.retryAt === null ? '' : 'Try now',
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
          load: facts?.stage.loading ? load(facts) : null,
        },
  live: (model) => ({ covers: false, title: 'Live', text: `Showing ${model.stream}.` }),
  stalled: (model) => ({
    covers: false,
    title: 'The picture appears stalled',
    text: model.reachable
      ? 'No new picture for more than two seconds. This is inferred: nobody said so.'
      : 'No new picture for more than two seconds, and the server does not answer. This is inferred.',
  }),
  ended: (model) => ({
    title: 'The stream has ended',
    text: `${model.stream} is no longer served. If it comes back, it is shown here.`,
  }),
  error: (model) => ({
    title: errorTitle(model),
    text: model.problem.code === 'stream.unknown' ? '' : model.problem.detail,
    problem: model.problem,
    action: 'Retry',
  }),
};

function waitingTitle(model, facts) {
  if (!model.reachable) {
    return 'Waiting for the server';
  }
  return facts?.stage.loading ? 'Loading the stage' : 'Waiting for the first picture';
}

function waitingText(model, facts) {
  if (!model.reachable) {
    return 'It does not answer. This page goes on as soon as it does.';
  }
  if (model.streams === null) {
    return 'Asking the server for its streams.';
  }
  if (model.stream === null) {
    return 'The server has no stream yet.';
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

/** What keeps the stream from being ready and does not pass by itself. */
function standing(facts) {
  if (facts === null || facts.ready || facts.stage.loading) {
    return null;
  }
  const problem = facts.problem ?? facts.stage.problem;
  return problem === null || problem.code === 'stream.not-ready' ? null : problem;
}

function errorTitle({ problem, stream }) {
  return problem.code === 'stream.unknown' ? `No stream is called “${stream}”` : 'No picture';
}

function load({ stage }) {
  const words = [stage.loading, stage.activity, percent(stage)].filter(Boolean).join(' · ');
  return { words, progress: stage.progress };
}

function percent({ progress }) {
  return progress === null ? '' : `${Math.round(progress * 100)} %`;
}

function unusual(facts) {
  if (facts.stage.loading) {
    return `loading ${facts.stage.loading} ${percent(facts.stage)}`.trimEnd();
  }
  if (facts.held) {
    return 'holding the last picture';
  }
  return facts.problem?.cause ?? facts.stage.problem?.cause ?? '';
}

function drawnBy({ renderer }) {
  return renderer ? `${renderer} renderer` : '';
}

function size({ width, height }) {
  return `${width} × ${height}`;
}

/** What is known about the stream, as pairs of a name and a value. */
export function factList(model, shown) {
  const facts = streamFacts(model);
  if (facts === null) {
    return model.stream === null ? [] : [['Stream', model.stream]];
  }
  const differs = shown.width > 0 && size(shown) !== size(facts);
  const picture = differs ? `, shown ${size(shown)}` : '';
  return [
    ['Stream', facts.name],
    ['Stage', facts.stage.name || 'empty'],
    ['Picture', `${size(facts)} at ${rate(facts.framesPerSecond)}${picture}`],
    ['Renderer', renderer(facts)],
    ['Server says', serverSays(model, facts)],
  ];
}

function renderer(facts) {
  return facts.renderer === 'preview'
    ? 'preview (draws on the host, for machines without an RTX GPU)'
    : facts.renderer;
}

function serverSays(model, facts) {
  if (!model.reachable) {
    return 'nothing; it does not answer';
  }
  const condition = facts.ready ? 'ready' : 'not ready';
  return [condition, unusual(facts)].filter(Boolean).join(', ');
}

function rate(framesPerSecond) {
  return `${Math.round(framesPerSecond * 100) / 100} a second`;
}

function sentence(text) {
  return /[.!?”]$/.test(text) ? text : `${text}.`;
}

export function countdown(model, now) {
  if (model.retryAt === null) {
    return '';
  }
  const seconds = Math.max(0, Math.ceil((model.retryAt - now) / 1000));
  return seconds === 0 ? 'Trying again now' : `Trying again in ${seconds} s`;
}
