import { COMMANDS } from './commands.js';

/** The list of keys. A modal dialog, so that the browser keeps the focus in it and Escape ends it. */
export class Help {
  constructor(dialog, dispatcher) {
    dialog.querySelector('dl').replaceChildren(
      ...COMMANDS.flatMap(({ key, words }) => row(key, words)),
      ...row('Esc', 'Close what is open'),
    );
    dispatcher.subscribe((model, event) => {
      if (event.type === 'command' && event.name === 'help') {
        if (dialog.open) {
          dialog.close();
        } else {
          dialog.showModal();
        }
      }
    });
    dialog.addEventListener('click', (event) => {
      if (event.target === dialog) {
        dialog.close();
      }
    });
  }
}

function row(key, words) {
  const cap = document.createElement('kbd');
  cap.textContent = key;
  const name = document.createElement('dt');
  name.append(cap);
  const meaning = document.createElement('dd');
  meaning.textContent = words;
  return [name, meaning];
}
