/**
 * What is known of the stage's tree, and what of it is unfolded. No document, no network.
 *
 * A row is { path, name, type, level, position, siblings, hasChildren, children, fresh, omitted }:
 * `children` are paths, or null before the server listed them; `fresh` is false when they may have
 * changed since; `omitted` counts those that were not listed yet, and { path, level, left } is the
 * row that stands for them.
 */
export class Branches {
  #rows = new Map();
  #unfolded = new Set();
  #root = null;

  /** Begins anew at the root of a stage, which is unfolded. */
  plant(root, name) {
    this.#rows.clear();
    this.#unfolded.clear();
    this.#root = root;
    this.#rows.set(root, row({ path: root, name, type: '', hasChildren: true }, null, 1, 1));
    this.#unfolded.add(root);
  }

  get root() {
    return this.#root;
  }

  isUnfolded(path) {
    return this.#unfolded.has(path);
  }

  unfold(path) {
    if (this.#rows.get(path)?.hasChildren) {
      this.#unfolded.add(path);
    }
  }

  fold(path) {
    this.#unfolded.delete(path);
  }

  /**
   * Takes what the server lists below a prim, from its child number `start` on. What was known of
   * the same prims stays.
   */
  list(path, children, omitted, start) {
    const parent = this.#rows.get(path);
    const before = start === 0 ? [] : (parent?.children ?? []);
    if (parent === undefined || before.length !== start) {
      return;
    }
    const direct = children.filter((child) => parentOf(child.path) === path);
    const listed = new Set([...before, ...direct.map((child) => child.path)]);
    for (const gone of (parent.children ?? []).filter((child) => !listed.has(child))) {
      this.#forget(gone);
    }
    parent.children = [...listed];
    parent.hasChildren = listed.size > 0;
    parent.fresh = true;
    parent.omitted = omitted;
    direct.forEach((child, index) => {
      const known = this.#rows.get(child.path);
      const next = row(child, parent, start + index + 1, listed.size + omitted);
      if (known !== undefined && child.hasChildren) {
        next.children = known.children;
        next.fresh = known.fresh;
        next.omitted = known.omitted;
      }
      this.#rows.set(child.path, next);
    });
  }

  /** How many children of a prim are listed. */
  count(path) {
    return this.#rows.get(path)?.children?.length ?? 0;
  }

  /** Everything may have changed; it stays until the server lists it anew. */
  expire() {
    for (const each of this.#rows.values()) {
      each.fresh = false;
    }
  }

  /** The rows to be seen, in order, and the paths whose children have to be asked for. */
  flatten() {
    const rows = [];
    const missing = [];
    const stack = this.#root === null ? [] : [this.#root];
    while (stack.length > 0) {
      const next = stack.pop();
      if (typeof next !== 'string') {
        rows.push(next);
        continue;
      }
      const each = this.#rows.get(next);
      if (next !== '/') {
        rows.push(each);
      }
      if (each.hasChildren && this.#unfolded.has(next)) {
        if (!each.fresh) {
          missing.push(next);
        }
        push(stack, each);
      }
    }
    return { rows, missing };
  }

  /**
   * Unfolds what lies above a prim as far as it is known.
   *
   * @returns whether there is nothing left to unfold: the row is there, or never will be
   */
  reveal(path) {
    if (this.#root === null || !isBelow(path, this.#root)) {
      return true;
    }
    for (let at = this.#root; at !== path; at = stepTowards(at, path)) {
      const each = this.#rows.get(at);
      if (each === undefined || !each.hasChildren) {
        return true;
      }
      this.#unfolded.add(at);
      if (!this.#rows.has(stepTowards(at, path))) {
        return each.fresh;
      }
    }
    return true;
  }

  #forget(path) {
    for (const child of this.#rows.get(path)?.children ?? []) {
      this.#forget(child);
    }
    this.#rows.delete(path);
    this.#unfolded.delete(path);
  }
}

/** What the row is called that stands for the children which were not listed yet. */
export function restOf(path) {
  return `${path}/…`;
}

/** The path above a prim. */
export function parentOf(path) {
  return path.slice(0, Math.max(1, path.lastIndexOf('/')));
}

function row({ path, name, type, hasChildren }, parent, position, siblings) {
  const hidden = parent?.path === '/';
  const level = parent === null ? 1 : hidden ? 1 : parent.level + 1;
  const known = { children: null, fresh: false, omitted: 0 };
  return { path, name, type, level, position, siblings, hasChildren, ...known };
}

// The last one goes in first, below a word on those that are left out.
function push(stack, { path, level, children, omitted }) {
  if (omitted > 0) {
    stack.push({ path: restOf(path), level: path === '/' ? 1 : level + 1, left: omitted });
  }
  for (let index = (children?.length ?? 0) - 1; index >= 0; index--) {
    stack.push(children[index]);
  }
}

function isBelow(path, root) {
  return path === root || path.startsWith(root === '/' ? '/' : `${root}/`);
}

function stepTowards(at, path) {
  const end = path.indexOf('/', at === '/' ? 1 : at.length + 1);
  return end < 0 ? path : path.slice(0, end);
}
