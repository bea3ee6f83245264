import { COMMANDS } from './commands.js';
import { offers } from './conversation.js';

const PICTURE_KEYS = [
  ['Click', 'Select; with Shift or Ctrl one more'],
  ['Drag', 'Orbit; middle button pan, right button dolly'],
  ['Wheel', 'Zoom'],
  ['W A S D Q E', 'Fly while the right button is down'],
];

const TREE_KEYS = [
  ['↑ ↓', 'One row up or down'],
  ['← →', 'Fold and unfold'],
  ['Home End', 'First and last row'],
  ['A–Z', 'Go to a name'],
  ['*', 'Unfold all rows of one level'],
  ['Enter', 'Select; with Ctrl or ⌘ one more'],
];

/** The list of keys. A modal dialog, so that the browser keeps the focus and Escape ends it. */
export class Help {
  constructor(dialog, dispatcher) {
    const groups = [...dialog.querySelectorAll('dl')];
    const write = (model) => {
      const always = COMMANDS.filter(({ needs }) => needs === undefined);
      const offered = COMMANDS.filter(({ needs }) => offers(model, needs));
      const tree = offers(model, 'getChildrenRequest') ? TREE_KEYS : [];
      fill(groups[0], [...always.map(pair), ['Esc', 'Close what is open']]);
      fill(groups[1], offered.map(pair));
      fill(groups[2], offers(model, 'fitCameraRequest') ? PICTURE_KEYS : []);
      fill(groups[3], tree);
      dialog.classList.toggle('wide', offered.length > 0);
    };
    dispatcher.subscribe((model, event, previous) => {
      if (model.talk.offered !== previous.talk.offered) {
        write(model);
      }
      if (event.type === 'command' && event.name === 'help') {
        if (dialog.open) {
          dialog.close();
        } else {
          dialog.showModal();
        }
      }
    });
    write(dispatcher.model);
    dialog.addEventListener('click', (event) => {
      if (event.target === dialog) {
        dialog.close();
      }
    });
  }
}

function pair({ key, words }) {
  return [key, words];
}

function fill(list, pairs) {
  list.parentElement.hidden = pairs.length === 0;
  list.replaceChildren(...pairs.flatMap(([key, words]) => row(key, words)));
}

function row(keys, words) {
  const name = document.createElement('dt');
  for (const key of keys.split(' ')) {
    const cap = document.createElement('kbd');
    cap.textContent = key;
    name.append(cap, ' ');
  }
  const meaning = document.createElement('dd');
  meaning.textContent = words;
  return [name, meaning];
}
