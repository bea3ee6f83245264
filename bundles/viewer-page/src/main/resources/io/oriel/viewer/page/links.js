import { writeSettings } from './settings.js';

/** A list item with a link for each stream; the present one is marked. The settings go along. */
export function streamLinks(names, { stream: present, settings }) {
  return names.map((name) => {
    const link = document.createElement('a');
    link.href = writeSettings({ ...settings, stream: name });
    link.textContent = name;
    if (name === present) {
      link.setAttribute('aria-current', 'page');
    }
    const item = document.createElement('li');
    item.append(link);
    return item;
  });
}
