/**
 * What the page can be told to do, by a key or by a button that names it. What `needs` an event is
 * there with a server that understands it.
 */
export const COMMANDS = Object.freeze([
  { key: 't', name: 'stage', words: 'Stage: scenes and tree', needs: 'getChildrenRequest' },
  { key: 'i', name: 'inspector', words: 'Inspector: view and prim', needs: 'getPropertiesRequest' },
  { key: 'k', name: 'play', words: 'Play or pause', needs: 'setTimelineRequest' },
  { key: '.', name: 'fit-selection', words: 'Selection into view', needs: 'fitCameraRequest' },
  { key: 'h', name: 'fit-all', words: 'Everything into view', needs: 'fitCameraRequest' },
  { key: 's', name: 'stats', words: 'Statistics' },
  { key: 'c', name: 'copy', words: 'Copy the statistics as JSON' },
  { key: 'f', name: 'full-screen', words: 'Full screen' },
  { key: 'p', name: 'screenshot', words: 'Save the picture as PNG' },
  { key: 'z', name: 'fit', words: 'Fit, fill or actual size' },
  { key: 'l', name: 'streams', words: 'List of streams' },
  { key: '?', name: 'help', words: 'This help' },
]);

const TYPED_INTO = 'select, input:not([type=range])';

/** Has keys, and buttons with `data-command`, raise `command` events. */
export function listenForCommands(dispatcher) {
  const raise = (name, byKey) => dispatcher.dispatch({ type: 'command', name, byKey });
  document.addEventListener('keydown', (event) => {
    const command = COMMANDS.find(({ key }) => key === event.key.toLowerCase());
    if (command && !isTaken(event)) {
      event.preventDefault();
      raise(command.name, true);
    }
  });
  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-command]');
    if (button) {
      raise(button.dataset.command, false);
    }
  });
}

/** Whether a key is the browser's, or was taken by what has the focus. */
function isTaken(event) {
  const modified = event.ctrlKey || event.metaKey || event.altKey;
  return modified || event.repeat || event.defaultPrevented || event.target.matches(TYPED_INTO);
}
