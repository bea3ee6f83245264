import { Alerts } from './alerts.js';
import { Announcer } from './announcer.js';
import { Attention } from './attention.js';
import { Banner } from './banner.js';
import { Cameras } from './cameras.js';
import { listenForCommands } from './commands.js';
import { Details } from './details.js';
import { Directory } from './directory.js';
import { Dispatcher } from './dispatcher.js';
import { Help } from './help.js';
import { listenForInput } from './input.js';
import { Messages } from './messages.js';
import { firstModel, reduce, streamFacts } from './model.js';
import { Notice } from './notice.js';
import { Outputs } from './outputs.js';
import { Panels } from './panels.js';
import { Picture } from './picture.js';
import { Pill } from './pill.js';
import { Properties } from './properties.js';
import { Rendering } from './rendering.js';
import { Scenes } from './scenes.js';
import { Screen } from './screen.js';
import { Screenshot } from './screenshot.js';
import { Selected } from './selected.js';
import { Session } from './session.js';
import { readSettings, withoutSecrets, writeSettings } from './settings.js';
import { Stats } from './stats.js';
import { Timeline } from './timeline.js';
import { Toast } from './toast.js';
import { Tree } from './tree.js';
import { Variants } from './variants.js';

const at = (id) => document.getElementById(id);
history.replaceState(null, '', withoutSecrets(location.href));

const first = firstModel(readSettings(location.search), document.hidden);
const dispatcher = new Dispatcher(first, reduce);
const picture = new Picture(at('picture'), dispatcher);
const directory = new Directory(new URL('streams.json', document.baseURI), dispatcher);
const endpoint = (stream) => new URL(`whep/${encodeURIComponent(stream)}`, document.baseURI);
const session = new Session(dispatcher, directory, picture, endpoint);
const messages = new Messages(dispatcher, session);
let messagesReceived = 0;

dispatcher.subscribe((model, event) => {
  document.body.dataset.state = model.state;
  document.title = model.stream === null ? 'Oriel' : `${model.stream} – Oriel`;
  if (event.type === 'settings-changed') {
    applySettings(model.settings);
    history.replaceState(null, '', writeSettings(model.settings) || location.pathname);
  } else if (event.type === 'message-arrived') {
    messagesReceived += 1;
  } else if (event.type === 'command' && event.name === 'streams') {
    location.assign(at('streams-link').href);
  }
});

function applySettings({ fit, theme }) {
  document.body.dataset.fit = fit;
  document.documentElement.dataset.theme = theme ?? 'system';
  at('streams-link').href = `streams${writeSettings({ ...readSettings(''), theme })}`;
}

applySettings(first.settings);
new Announcer(at('announcement'), dispatcher);
new Notice(at('notice'), dispatcher, picture);
new Details(at('details'), dispatcher, picture);
new Pill(at('status'), dispatcher);
const stats = new Stats(at('stats'), dispatcher, session, picture);
new Screen(at('picture'), dispatcher);
new Screenshot(dispatcher, picture);
new Help(at('help'), dispatcher);
new Toast(at('toast'), dispatcher);
new Panels(dispatcher);
new Attention(dispatcher, messages);
new Alerts(at('alerts'), dispatcher);
new Banner(at('banner'), dispatcher, messages);
new Scenes(at('scene'), dispatcher, messages);
new Tree(at('tree'), dispatcher, messages);
new Outputs(at('output'), dispatcher, messages);
new Rendering(at('rendering'), dispatcher, messages);
new Cameras(at('camera'), dispatcher, messages);
new Selected(at('selected'), dispatcher, messages);
new Variants(at('variants'), dispatcher, messages);
new Properties(at('properties'), dispatcher);
new Timeline(at('timeline'), dispatcher, messages);
listenForCommands(dispatcher);
const input = listenForInput(at('picture'), {
  send: (message, mayBeLost) => session.sendInput(message, mayBeLost),
  streamSize: () => streamFacts(dispatcher.model) ?? picture.size,
  fit: () => dispatcher.model.settings.fit,
});
dispatcher.subscribe((model, { type, active }) => {
  if (type === 'attention-turned') {
    input.setActive(active);
  }
});

const raise = (type) => dispatcher.dispatch({ type });
document.addEventListener('visibilitychange', () =>
  raise(document.hidden ? 'page-hidden' : 'page-visible'),
);
addEventListener('online', () => raise('network-back'));
addEventListener('pagehide', () => raise('page-left'));
addEventListener('pageshow', (event) => event.persisted && raise('page-shown-again'));

// For those who look from outside: tests and the browser's console.
Object.defineProperty(window, 'oriel', {
  enumerable: true,
  value: Object.freeze({
    get state() {
      return dispatcher.model.state;
    },
    get framesPresented() {
      return picture.framesPresented;
    },
    get messagesReceived() {
      return messagesReceived;
    },
    get statistics() {
      return stats.latest;
    },
    get stream() {
      return dispatcher.model.stream;
    },
    get error() {
      return dispatcher.model.state === 'error' ? dispatcher.model.problem : null;
    },
  }),
});

directory.ask();
