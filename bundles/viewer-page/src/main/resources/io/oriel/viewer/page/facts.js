import { streamFacts } from './model.js';

/** What the server says about a stream, in words. Pure. */

/** What keeps the stream from being ready and does not pass by itself. */
export function standing(facts) {
  if (facts === null || facts.ready || facts.stage.loading) {
    return null;
  }
  const problem = facts.problem ?? facts.stage.problem;
  return problem === null || problem.code === 'stream.not-ready' ? null : problem;
}

/** The load of a stage: what and how far, or null while none is loaded. */
export function load({ stage }) {
  if (!stage.loading) {
    return null;
  }
  const words = [stage.loading, stage.activity, percent(stage)].filter(Boolean).join(' · ');
  return { words, progress: stage.progress };
}

/** What is not as it should be, in a few words, or nothing. */
export function unusual(facts) {
  if (facts.stage.loading) {
    return `loading ${facts.stage.loading} ${percent(facts.stage)}`.trimEnd();
  }
  if (facts.held) {
    return 'holding the last picture';
  }
  return facts.problem?.cause ?? facts.stage.problem?.cause ?? '';
}

export function drawnBy({ renderer }) {
  return renderer ? `${renderer} renderer` : '';
}

export function size({ width, height }) {
  return `${width} × ${height}`;
}

/** The rate that is configured, and the one that is published where it is another. */
export function rates({ framesPerSecond, publishedPerSecond }) {
  const configured = `${Math.round(framesPerSecond * 100) / 100} fps`;
  return publishedPerSecond === null || Math.abs(publishedPerSecond - framesPerSecond) < 0.5
    ? configured
    : `${publishedPerSecond} of ${configured}`;
}

export function watchedBy({ viewers }) {
  return viewers === 1 ? '1 viewer' : `${viewers} viewers`;
}

const STOPPED = 4;

/** A stream in a list: a mark, its state in a word or two, and the reason where it is not live. */
export function condition(facts) {
  if (facts.state === STOPPED) {
    return { mark: 'ended', words: 'Ended', reason: 'It is no longer served.' };
  }
  const problem = standing(facts);
  if (problem !== null) {
    return { mark: 'error', words: 'No picture', reason: problem.cause };
  }
  if (!facts.ready) {
    const reason = load(facts)?.words ?? 'The first picture is awaited.';
    return { mark: 'waiting', words: 'Not ready', reason };
  }
  const reason = unusual(facts);
  if (reason === '') {
    return { mark: 'live', words: 'Live', reason };
  }
  const words = facts.stage.loading ? 'Loading' : facts.held ? 'Held' : 'Live';
  return { mark: 'waiting', words, reason };
}

/** What is known about the shown stream, as pairs of a name and a value. */
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
    ['Picture', `${size(facts)}${picture}`],
    ['Rate', rates(facts)],
    ['Viewers', String(facts.viewers)],
    ['Renderer', renderer(facts)],
    ['Server says', serverSays(model, facts)],
  ];
}

const TRANSPORT_STATES = { off: 'Off', opening: 'Opening', open: 'Open', failed: 'Failed' };

/** How the ways out to viewers are: name, state in a word, and its address or what is wrong. */
export function transportRows({ transports, stream }) {
  return transports.map(({ name, state, address, problem }) => ({
    name,
    state,
    words: TRANSPORT_STATES[state] ?? state,
    note: problem
      ? problem.detail || problem.cause
      : address.replaceAll('<stream>', stream ?? '<stream>'),
  }));
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
  return [facts.ready ? 'ready' : 'not ready', unusual(facts)].filter(Boolean).join(', ');
}

function percent({ progress }) {
  return progress === null ? '' : `${Math.round(progress * 100)} %`;
}
