import { Announcer } from './announcer.js';
import { Details } from './details.js';
import { Directory } from './directory.js';
import { Dispatcher } from './dispatcher.js';
import { firstModel, reduce } from './model.js';
import { Notice } from './notice.js';
import { Picture } from './picture.js';
import { Pill } from './pill.js';
import { Session } from './session.js';

const at = (id) => document.getElementById(id);
const requested = new URLSearchParams(location.search).get('stream') || null;
const dispatcher = new Dispatcher(firstModel(requested), reduce);
const picture = new Picture(at('picture'), dispatcher);
const directory = new Directory(new URL('streams.json', document.baseURI), dispatcher);
const endpoint = (stream) => new URL(`whep/${encodeURIComponent(stream)}`, document.baseURI);

dispatcher.subscribe((model) => {
  document.body.dataset.state = model.state;
  document.title = model.stream === null ? 'Oriel' : `${model.stream} – Oriel`;
});
new Announcer(at('announcement'), dispatcher);
new Notice(at('notice'), dispatcher, picture);
new Details(at('details'), dispatcher, picture);
new Pill(at('status'), dispatcher);
new Session(dispatcher, directory, picture, endpoint);

addEventListener('pagehide', () => dispatcher.dispatch({ type: 'page-left' }));
addEventListener('pageshow', (event) => {
  if (event.persisted) {
    dispatcher.dispatch({ type: 'page-shown-again' });
  }
});

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
    get stream() {
      return dispatcher.model.stream;
    },
    get error() {
      return dispatcher.model.state === 'error' ? dispatcher.model.problem : null;
    },
  }),
});

directory.start();
