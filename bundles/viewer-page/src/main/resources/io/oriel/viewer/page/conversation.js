/**
 * What the server has said about the stage, the picture and the camera, and how each message
 * changes it. Pure; the part `talk` of the model.
 *
 * offered     events that the server understands; null before it is known, none if it does not say
 * stage       { url, root } of the stage that is shown, or null
 * load        { url, activity, amount } of the stage that is loaded beside it, or null
 * scenes      { list: [{ url, name }], limit } or null before the server listed them
 * selection   paths of the selected prims; the last one is the primary
 * properties  { path, properties, omitted } of a prim, or null
 * variants    { path, sets } of a prim, or null
 * aov         { active, available, requested, reason }, or null
 * settings    { values, offered, appliesAt, message } of the renderer, or null
 * cameras     { cameras, active }, or null
 * timeline    the time that is shown and how it runs, or null
 * alerts      errors that nobody has put away, the oldest first: { id, code, title, text, stays }
 */

export const FREE_CAMERA = '__orbit__';

const MOST_ALERTS = 3;
const SUPERSEDED = 'request.superseded';
const NO_SELECTION = Object.freeze([]);

export const FIRST_TALK = Object.freeze({
  offered: null,
  stage: null,
  load: null,
  scenes: null,
  selection: NO_SELECTION,
  properties: null,
  variants: null,
  aov: null,
  settings: null,
  cameras: null,
  timeline: null,
  alerts: [],
});

/** Whether the server understands an event. */
export function offers({ talk }, event) {
  return talk.offered?.includes(event) ?? false;
}

/** The selected prim that is described, or null while none is. */
export function primary({ selection }) {
  return selection.at(-1) ?? null;
}

/** The last part of a path or an address. */
export function nameOf(path) {
  return path.slice(path.lastIndexOf('/') + 1) || path;
}

export function hear(talk, name, value) {
  const change = HEARD[name]?.(talk, value);
  return change ? Object.freeze({ ...talk, ...change }) : talk;
}

/** The talk as a connection begins: what is still being loaded is told anew. */
export function withoutLoad(talk) {
  return Object.freeze({ ...talk, load: null });
}

/** The talk after nothing was said about what the server understands; that may still come. */
export function withoutOffer(talk) {
  return Object.freeze({ ...talk, offered: [] });
}

export function withoutAlert(talk, id) {
  return Object.freeze({ ...talk, alerts: talk.alerts.filter((alert) => alert.id !== id) });
}

const HEARD = {
  capabilities: (talk, { events }) => ({ offered: events }),

  openStageResult: (talk, result) => (result.opened ? opened(talk, result) : failed(talk, result)),
  loadingStateResponse: ({ load }, { url, busy }) => ({
    load: busy ? { activity: '', amount: null, ...load, url } : null,
  }),
  updateProgressAmount: ({ load }, { amount }) => load && { load: { ...load, amount } },
  updateProgressActivity: ({ load }, { activity }) => load && { load: { ...load, activity } },
  listScenesResult: (talk, scenes) => ({ scenes }),

  stageSelectionChanged: (talk, { paths }) => ({
    selection: paths,
    ...(paths.at(-1) !== primary(talk) && { properties: null, variants: null }),
  }),
  getPropertiesResponse: (talk, properties) => concerns(talk, properties) && { properties },
  getVariantsResponse: (talk, variants) => concerns(talk, variants) && { variants },

  availableAOVsResult: ({ aov }, { available }) => ({
    aov: { active: '', requested: '', reason: '', ...aov, available },
  }),
  activeAOVState: ({ aov }, state) => ({
    aov: { ...state, available: state.available ?? aov?.available ?? [state.active] },
  }),
  renderSettingsChanged: (talk, settings) => ({ settings }),

  camera_list: (talk, cameras) => ({ cameras }),
  camera_changed: ({ cameras }, { active }) => cameras && { cameras: { ...cameras, active } },
  timelineState: (talk, timeline) => ({ timeline }),

  viewerError: (talk, error) => refused(talk, error),
};

function opened(talk, { url, root }) {
  const other = talk.stage?.url !== url;
  return {
    stage: { url, root },
    load: null,
    ...(other && { selection: NO_SELECTION, properties: null, variants: null }),
  };
}

function failed(talk, { url, code, error }) {
  if (code === SUPERSEDED) {
    return null;
  }
  const stays = talk.stage === null ? '' : `${nameOf(talk.stage.url)} stays.`;
  const title = `${nameOf(url)} was not opened`;
  return { alerts: added(talk.alerts, { code, title, text: error, stays, opens: true }) };
}

/** An error; the one of a stage that was just not opened only adds its detail. */
function refused({ alerts }, { code, message, detail }) {
  const before = alerts.at(-1);
  if (before?.opens && before.code === code) {
    const text = before.text.includes(detail) ? before.text : `${before.text} ${detail}`;
    return { alerts: [...alerts.slice(0, -1), Object.freeze({ ...before, text, opens: false })] };
  }
  // Cause and remedy; what is particular stands between them.
  const [, cause, remedy] = /^(.*?[.!?])\s+(.*)$/s.exec(message) ?? [null, message, ''];
  const text = [detail, remedy].filter(Boolean).join(' ');
  const title = cause || 'The server refused';
  return { alerts: added(alerts, { code, title, text, stays: '', opens: false }) };
}

// The same error again takes the place of the former one.
function added(alerts, alert) {
  const same = ({ code, title, text }) =>
    code === alert.code && title === alert.title && text === alert.text;
  const id = (alerts.at(-1)?.id ?? 0) + 1;
  return [...alerts.filter((other) => !same(other)), Object.freeze({ ...alert, id })].slice(
    -MOST_ALERTS,
  );
}

function concerns(talk, { path }) {
  return path === primary(talk);
}
