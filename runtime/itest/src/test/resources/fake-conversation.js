/*
 * Stands in for the server's half of the conversation, so that the page's panels can be tested and
 * looked at without it. Runs in the page before its own scripts and takes over the message channel;
 * pictures come from a real server. `window.fakePrims` is [[path, type], ...] in the stage's order.
 */
(() => {
  const EVENTS = [
    'changeAOVRequest',
    'fitCameraRequest',
    'getChildrenRequest',
    'getPropertiesRequest',
    'getVariantsRequest',
    'listScenesRequest',
    'openStageRequest',
    'resetStageRequest',
    'selectPrimsRequest',
    'setRenderSettingRequest',
    'setTimelineRequest',
    'setVariantRequest',
    'setViewportInputActive',
    'set_camera',
  ];
  const AOVS = ['LdrColor', 'HdrColor', 'DepthSD', 'NormalSD', 'InstanceSegmentationSD', 'DiffuseAlbedoSD'];

  const below = new Map();
  let root;
  const plant = (prims) => {
    below.clear();
    [[root]] = prims;
    for (const [path, type] of prims) {
      const parent = path.slice(0, path.lastIndexOf('/')) || '/';
      below.set(parent, [...(below.get(parent) ?? []), { path, type }]);
    }
  };

  const state = {
    url: 'workshop.usda',
    selection: [],
    aov: 'LdrColor',
    camera: '/World/Cameras/Main',
    timeline: { time_code: 64, start: 0, end: 240, time_codes_per_second: 24, playing: false, speed: 1, loop: true, animated: true },
    settings: { exposure: 0, toneMapping: 'aces', outlineWidth: '2' },
    paint: 'red',
  };
  let channel = null;
  const sent = [];
  const say = (event_type, payload) =>
    channel.dispatchEvent(new MessageEvent('message', { data: JSON.stringify({ event_type, payload }) }));

  const MOST = 500;
  const children = (path, start = 0) => ({
    prim_path: path,
    start,
    omitted_count: Math.max(0, (below.get(path) ?? []).length - start - MOST),
    children: (below.get(path) ?? []).slice(start, start + MOST).map((child) => ({
      name: child.path.slice(child.path.lastIndexOf('/') + 1),
      path: child.path,
      type: child.type,
      children: below.has(child.path),
    })),
  });
  const opened = () => {
    say('openStageResult', { url: state.url, result: 'success', root_prim_path: root, up_axis: 'Y' });
    say('getChildrenResult', children(root));
  };
  const select = (paths) => {
    state.selection = paths;
    say('stageSelectionChanged', { prims: paths });
  };
  const outputs = (more = {}) => say('activeAOVState', { active: state.aov, available: AOVS, ...more });
  const settings = (more = {}) =>
    say('renderSettingsChanged', {
      settings: state.settings,
      capabilities: {
        exposure: { meaning: 'Exposure in stops.', min: -20, max: 20, initial: '0', applies_at: 'immediate' },
        toneMapping: { meaning: 'How light becomes colour.', allowed: ['aces', 'linear', 'reinhard'], applies_at: 'immediate' },
        outlineWidth: { meaning: 'Pixels.', allowed: ['1', '2', '4'], applies_at: 'immediate' },
      },
      applies_at: 'immediate',
      ...more,
    });
  const cameras = () => ({
    cameras: ['Main', 'Robot', 'Bench'].map((name, index) => ({
      path: `/World/Cameras/${name}`,
      name,
      focalLength: [39, 40, 38][index],
    })),
    activeCamera: state.camera,
  });
  const variants = (path) => ({
    prim_path: path,
    variants: path === root ? { paint: { options: ['red', 'blue', 'bare metal'], selection: state.paint } } : {},
  });
  const properties = (path) => ({
    prim_path: path,
    properties: {
      kind: 'component',
      visibility: 'inherited',
      purpose: 'default',
      doubleSided: false,
      'primvars:displayColor': [[0.5711, 0.3467, 0.0612]],
      'xformOp:translate': [-36, 234, -229.5],
      'xformOp:orient': { real: 0.7071068, imaginary: [0, 0.7071068, 0] },
      'omni:xform': [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [-36, 234, -229.5, 1]],
      extent: [[-61, 0, 0], [62.5, 28, 3]],
      points: { length: 208, preview: [[-38.6, 14, 0], [-38.6, 14, 3], [-33, 14, 0]], truncated: true },
      faceVertexCounts: { length: 164, preview: [4, 4, 4, 4, 4, 4, 4, 4], truncated: true },
    },
    omitted_count: 0,
  });

  const answers = {
    getCapabilities: () => say('capabilities', { events: EVENTS, dialects: ['viewer'], limits: {} }),
    listScenesRequest: () =>
      say('listScenesResult', {
        scenes: [
          { url: 'calibration.usda', name: 'calibration' },
          { url: 'broken.usda', name: 'broken' },
          { url: 'sets/kitchen.usd', name: 'kitchen' },
          { url: 'workshop.usda', name: 'workshop' },
        ],
        active: state.url,
      }),
    getChildrenRequest: ({ prim_path: path, start }) => say('getChildrenResult', children(path, start)),
    selectPrimsRequest: ({ paths }) => select(paths),
    getPropertiesRequest: ({ prim_path: path }) => say('getPropertiesResponse', properties(path)),
    getVariantsRequest: ({ prim_path: path }) => say('getVariantsResponse', variants(path)),
    setVariantRequest: ({ prim_path: path, variant_selection: paint }) => {
      state.paint = paint;
      say('getVariantsResponse', variants(path));
      say('getChildrenResult', children(root));
    },
    changeAOVRequest: ({ aov }) => {
      if (aov === 'InstanceSegmentationSD') {
        state.aov = 'LdrColor';
        outputs({ requested: aov, reason: 'No converter for InstanceSegmentationSD is installed; add the bundle io.oriel.aov.segmentation.' });
      } else {
        state.aov = aov;
        outputs({ requested: aov });
      }
    },
    setRenderSettingRequest: ({ key, value }) => {
      state.settings = { ...state.settings, [key]: value };
      settings({ applied: true });
    },
    set_camera: ({ path }) => {
      state.camera = path;
      say('camera_changed', { activeCamera: path });
    },
    setTimelineRequest: (change) => {
      Object.assign(state.timeline, change);
      say('timelineState', state.timeline);
    },
    openStageRequest: ({ url }) => {
      if (url === 'broken.usda') {
        const error = 'The stage file cannot be read as USD. Correct the file at the place named in the detail.';
        say('openStageResult', { url, result: 'error', code: 'stage.invalid', error, root_prim_path: root });
        say('viewerError', { code: 'stage.invalid', message: error, detail: 'broken.usda:12: expected an identifier.' });
      } else if (url === state.url) {
        say('loadingStateResponse', { url, loading_state: 'idle' });
        opened();
      } else {
        say('loadingStateResponse', { url, loading_state: 'busy' });
        say('updateProgressAmount', { amount: 0.43 });
        say('updateProgressActivity', { activity: 'reading meshes' });
      }
    },
  };

  const greet = () => {
    opened();
    say('availableAOVsResult', { available: AOVS });
    outputs();
    settings();
    say('timelineState', state.timeline);
    say('camera_list', cameras());
    say('stageSelectionChanged', { prims: state.selection });
  };

  const close = () => channel.close();
  const answer = (event, payload) => answers[event](payload);
  window.fake = { sent, say, answer, select, plant, state, close, silent: false };
  plant(window.fakePrims);

  const made = RTCPeerConnection.prototype.createDataChannel;
  RTCPeerConnection.prototype.createDataChannel = function create(label, ...options) {
    const real = made.call(this, label, ...options);
    if (['oriel', 'oriel.messages'].includes(label)) {
      channel = real;
      real.addEventListener('message', (event) => event.isTrusted && event.stopImmediatePropagation());
      real.addEventListener('open', () => setTimeout(() => window.fake.silent || greet(), 300));
      real.send = (text) => {
        const { event_type: event, payload } = JSON.parse(text);
        sent.push({ event, payload });
        if (!window.fake.silent) {
          setTimeout(() => answers[event]?.(payload), 5);
        }
      };
    }
    return real;
  };
})();
