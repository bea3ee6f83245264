/**
 * Reads what the server says with care: each event becomes a value of one known shape, whatever was
 * left out or is of another type. Pure.
 */

/** The name and the value of a message, or null if it is none that the page knows. */
export function readMessage(words) {
  const message = unwrapped(words);
  const name = text(message?.event_type);
  return Object.hasOwn(READERS, name)
    ? { name, value: Object.freeze(READERS[name](object(message.payload))) }
    : null;
}

const MOST_WRAPPERS = 4;

// Servers that speak to NVIDIA's library put the message as text into an envelope.
function unwrapped(words) {
  let message = words;
  for (let depth = 0; depth < MOST_WRAPPERS; depth++) {
    message = typeof message === 'string' ? parsed(message) : message;
    if (message?.event_type !== undefined || message?.data === undefined) {
      return message;
    }
    message = message.data;
  }
  return null;
}

function parsed(words) {
  try {
    return JSON.parse(words);
  } catch {
    return null;
  }
}

const READERS = {
  capabilities: ({ events }) => ({ events: texts(events) }),

  bye: ({ action, afterMs }) => ({
    seconds: action === 'RETRY' && number(afterMs) !== null ? afterMs / 1000 : null,
  }),

  openStageResult: ({ url, result, code, error, root_prim_path: root }) => ({
    url: text(url),
    opened: result === 'success',
    code: text(code),
    error: text(error),
    root: text(root) || '/',
  }),
  loadingStateResponse: ({ url, loading_state: state }) => ({
    url: text(url),
    busy: state === 'busy',
  }),
  updateProgressAmount: ({ amount }) => ({ amount: number(amount) }),
  updateProgressActivity: ({ activity }) => ({ activity: text(activity) }),
  listScenesResult: ({ scenes, limit }) => ({
    list: list(scenes).map(({ url, name }) => ({ url: text(url), name: text(name) || text(url) })),
    limit: text(limit),
  }),

  getChildrenResult: ({ prim_path: path, children, start, omitted_count: omitted }) => ({
    path: text(path),
    start: number(start) ?? 0,
    children: list(children).map(({ name, path: at, type, children: has }) => ({
      name: text(name),
      path: text(at),
      type: text(type),
      hasChildren: has === true,
    })),
    omitted: number(omitted) ?? 0,
  }),
  stageSelectionChanged: ({ prims }) => ({ paths: texts(prims) }),

  getPropertiesResponse: ({ prim_path: path, properties, omitted_count: omitted }) => ({
    path: text(path),
    properties: Object.entries(object(properties)),
    omitted: number(omitted) ?? 0,
  }),
  getVariantsResponse: ({ prim_path: path, variants }) => ({
    path: text(path),
    sets: Object.entries(object(variants)).map(([name, set]) => ({
      name,
      options: texts(set?.options),
      selection: text(set?.selection),
    })),
  }),

  availableAOVsResult: ({ available, aovs }) => ({ available: texts(available ?? aovs) }),
  activeAOVState: ({ active, available, requested, reason }) => ({
    active: text(active),
    available: available === undefined ? null : texts(available),
    requested: text(requested),
    reason: text(reason),
  }),
  renderSettingsChanged: ({ settings, capabilities, applies_at: applies, message }) => ({
    values: object(settings),
    offered: offeredSettings(capabilities),
    appliesAt: text(applies),
    message: text(message),
  }),

  camera_list: ({ cameras, activeCamera }) => ({
    cameras: list(cameras).map(({ path, name, focalLength }) => ({
      path: text(path),
      name: text(name) || text(path),
      focalLength: number(focalLength),
    })),
    active: text(activeCamera),
  }),
  camera_changed: ({ activeCamera }) => ({ active: text(activeCamera) }),

  timelineState: (state) => ({
    timeCode: number(state.time_code) ?? 0,
    start: number(state.start) ?? 0,
    end: number(state.end) ?? 0,
    perSecond: number(state.time_codes_per_second) ?? 24,
    speed: number(state.speed) ?? 1,
    playing: state.playing === true,
    loop: state.loop === true,
    animated: state.animated === true,
  }),

  viewerError: ({ code, message, detail }) => ({
    code: text(code),
    message: text(message),
    detail: text(detail),
  }),
};

/** What a renderer lets be set: a list, or a map from the key. */
function offeredSettings(capabilities) {
  const entries = Array.isArray(capabilities)
    ? capabilities.map((one) => [text(one?.key), one])
    : Object.entries(object(capabilities));
  return entries.map(([key, one]) => ({
    key,
    meaning: text(one?.meaning),
    allowed: list(one?.allowed).map(String),
    min: number(one?.min),
    max: number(one?.max),
    reloads: text(one?.applies_at).startsWith('reload'),
  }));
}

function text(value) {
  return typeof value === 'string' ? value : '';
}

function number(value) {
  return Number.isFinite(value) ? value : null;
}

function object(value) {
  return typeof value === 'object' && value !== null ? value : {};
}

function list(value) {
  return Array.isArray(value) ? value.filter((item) => item !== null && item !== undefined) : [];
}

function texts(value) {
  return list(value).filter((item) => typeof item === 'string');
}
