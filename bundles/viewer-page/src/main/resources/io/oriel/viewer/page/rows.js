import { draw, icon } from './icons.js';

const BEYOND = 6;

/**
 * Shows many rows of one height in a scrolled element: only those that are seen are in the
 * document, so that a hundred thousand cost what forty do.
 */
export class Rows {
  #viewport;
  #bed;
  #rows = [];
  #look = () => ({});
  #active = null;
  #shown = new Map();
  #spare = [];
  #made = 0;

  constructor(viewport, bed) {
    this.#viewport = viewport;
    this.#bed = bed;
    viewport.addEventListener('scroll', () => this.#draw(), { passive: true });
  }

  /** Shows these rows; `look(row)` says how, { unfolded, selected }, and `active` is a path. */
  show(rows, look, active) {
    this.#rows = rows;
    this.#look = look;
    this.#active = active;
    this.#draw();
  }

  /** Scrolls as little as needed to bring a row into view. */
  bring(index) {
    const height = this.#height();
    const { scrollTop, clientHeight } = this.#viewport;
    if (index * height < scrollTop) {
      this.#viewport.scrollTop = index * height;
    } else if ((index + 1) * height > scrollTop + clientHeight) {
      this.#viewport.scrollTop = (index + 1) * height - clientHeight;
    }
    this.#draw();
  }

  /** How many rows are seen at once. */
  get page() {
    return Math.max(1, Math.floor(this.#viewport.clientHeight / this.#height()) - 1);
  }

  #height() {
    return parseFloat(getComputedStyle(this.#viewport).getPropertyValue('--row'));
  }

  #draw() {
    const height = this.#height();
    this.#bed.style.height = `${this.#rows.length * height}px`;
    const first = Math.floor(this.#viewport.scrollTop / height) - BEYOND;
    const count = Math.ceil(this.#viewport.clientHeight / height) + 2 * BEYOND;
    const seen = this.#rows.slice(Math.max(0, first), Math.max(0, first + count));
    const paths = new Set(seen.map(({ path }) => path));
    for (const [path, element] of this.#shown) {
      if (!paths.has(path)) {
        element.remove();
        this.#shown.delete(path);
        this.#spare.push(element);
      }
    }
    seen.forEach((row, index) => {
      const element = this.#element(row);
      element.style.top = `${(Math.max(0, first) + index) * height}px`;
      write(element, row, this.#look(row));
      element.classList.toggle('active', row.path === this.#active);
      // In their order, for those who read the document instead of looking at it.
      if (this.#bed.children[index] !== element) {
        this.#bed.insertBefore(element, this.#bed.children[index] ?? null);
      }
    });
    // One that is scrolled away is no element that anything could refer to.
    const active = this.#shown.get(this.#active);
    if (active === undefined) {
      this.#viewport.removeAttribute('aria-activedescendant');
    } else {
      this.#viewport.setAttribute('aria-activedescendant', active.id);
    }
  }

  #element({ path }) {
    if (!this.#shown.has(path)) {
      const element = this.#spare.pop() ?? made(`row-${(this.#made += 1)}`);
      element.dataset.path = path;
      this.#shown.set(path, element);
    }
    return this.#shown.get(path);
  }
}

function write(element, row, { unfolded, selected }) {
  const [twist, kind, name, type] = element.children;
  const told = row.left === undefined;
  const put = (attribute, value, there) =>
    there ? element.setAttribute(attribute, value) : element.removeAttribute(attribute);
  element.style.setProperty('--level', row.level);
  put('aria-level', row.level, true);
  put('aria-posinset', row.position, told);
  put('aria-setsize', row.siblings, told);
  put('aria-selected', String(selected), told);
  put('aria-expanded', String(unfolded), told && row.hasChildren);
  put('title', row.path, told);
  twist.classList.toggle('none', !row.hasChildren);
  kind.classList.toggle('none', !row.type);
  draw(kind, row.type);
  element.classList.toggle('rest', !told);
  name.textContent = told ? row.name : `Show more; ${row.left} are not listed yet`;
  type.textContent = row.type ?? '';
}

function made(id) {
  const element = document.createElement('div');
  element.id = id;
  element.className = 'row';
  element.setAttribute('role', 'treeitem');
  element.append(icon('twist', 'twist'), icon('kind', ''), span('name'), span('type'));
  return element;
}

function span(className) {
  const element = document.createElement('span');
  element.className = className;
  return element;
}
