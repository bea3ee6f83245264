/** What the page can be told to do, by a key or by a button that names it. */
export const COMMANDS = Object.freeze([
  { key: 's', name: 'stats', words: 'Statistics' },
  { key: 'c', name: 'copy', words: 'Copy the statistics as JSON' },
  { key: 'f', name: 'full-screen', words: 'Full screen' },
  { key: 'p', name: 'screenshot', words: 'Save the picture as PNG' },
  { key: 'z', name: 'fit', words: 'Fit, fill or actual size' },
  { key: 'l', name: 'streams', words: 'List of streams' },
  { key: '?', name: 'help', words: 'This help' },
]);

/** Has keys, and buttons with `data-command`, raise `command` events. */
export function listenForCommands(dispatcher) {
  const raise = (name) => dispatcher.dispatch({ type: 'command', name });
  document.addEventListener('keydown', (event) => {
    const command = COMMANDS.find(({ key }) => key === event.key.toLowerCase());
    if (command && !event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat) {
      event.preventDefault();
      raise(command.name);
    }
  });
  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-command]');
    if (button) {
      raise(button.dataset.command);
    }
  });
}
