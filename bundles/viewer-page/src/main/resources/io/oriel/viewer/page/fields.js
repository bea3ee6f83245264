const CHOSEN = new WeakMap();

/** Makes a select offer these [value, words]; its options are left alone while they are the same. */
export function offer(select, options, value) {
  const now = JSON.stringify(options);
  if (select.dataset.options !== now) {
    select.dataset.options = now;
    select.replaceChildren(...options.map(([each, words]) => new Option(words, each)));
  }
  select.value = value;
}

/**
 * Shows fields with their names, each { name, title, value, chosen(value) } with the `options` of a
 * select or the `min` and `max` of a number. Those that are there already stay, and so the focus.
 */
export function showFields(element, fields) {
  const before = new Map([...element.children].map((label) => [label.dataset.name, label]));
  fields.forEach((field, index) => {
    const label = before.get(field.name) ?? made(field);
    before.delete(field.name);
    label.title = field.title ?? '';
    fill(label.querySelector('select, input'), field);
    if (element.children[index] !== label) {
      element.insertBefore(label, element.children[index] ?? null);
    }
  });
  before.forEach((label) => label.remove());
}

function made({ name, options }) {
  const words = document.createElement('span');
  words.textContent = name;
  const control = document.createElement(options === undefined ? 'input' : 'select');
  control.addEventListener('change', () => {
    if (control.checkValidity() && control.value !== '') {
      CHOSEN.get(control)(control.value);
    } else {
      control.reportValidity();
    }
  });
  const frame = document.createElement('span');
  frame.className = control.localName;
  frame.append(control);
  const label = document.createElement('label');
  label.className = 'field';
  label.dataset.name = name;
  label.append(words, frame);
  return label;
}

function fill(control, { options, value, min, max, chosen }) {
  CHOSEN.set(control, chosen);
  if (options === undefined) {
    Object.assign(control, { type: 'number', min, max, step: 0.5, value });
  } else {
    offer(control, options, value);
  }
}
