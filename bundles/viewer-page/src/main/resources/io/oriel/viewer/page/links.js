/** A list item with a link for each stream; the present one is marked. */
export function streamLinks(names, present) {
  return names.map((name) => {
    const link = document.createElement('a');
    link.href = `?stream=${encodeURIComponent(name)}`;
    link.textContent = name;
    if (name === present) {
      link.setAttribute('aria-current', 'page');
    }
    const item = document.createElement('li');
    item.append(link);
    return item;
  });
}
