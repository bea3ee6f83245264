import { Branches, parentOf, restOf } from './branches.js';
import { nameOf, offers, primary } from './conversation.js';
import { Questions } from './questions.js';
import { Rows } from './rows.js';

const TYPING_MILLIS = 700;

/** The tree of the stage (WAI-ARIA tree view): lazy, by keyboard and pointer, selection both ways. */
export class Tree {
  #element;
  #messages;
  #dispatcher;
  #branches = new Branches();
  #questions;
  #rows;
  #stage = '';
  #seen = [];
  #active = null;
  #sought = null;
  #typed = '';
  #typedAt = 0;
  #scheduled = false;

  constructor(element, dispatcher, messages) {
    this.#element = element;
    this.#dispatcher = dispatcher;
    this.#messages = messages;
    this.#questions = new Questions((path) => this.#ask(path));
    this.#rows = new Rows(element, element.firstElementChild);
    dispatcher.subscribe((model, event, previous) => this.#on(model, event, previous));
    // Nothing is asked for and drawn while nobody sees it; being opened is a change of its size.
    new ResizeObserver(() => this.#later()).observe(element);
    element.addEventListener('focus', () => this.#active ?? this.#goTo(this.#seen[0]));
    element.addEventListener('keydown', (event) => this.#key(event));
    element.addEventListener('click', (event) => this.#click(event));
    element.addEventListener('dblclick', (event) => this.#doubleClick(event));
  }

  #on({ talk }, event, previous) {
    if (event.type === 'channel-opened') {
      this.#questions.forget();
    } else if (event.type === 'heard' && event.name === 'openStageResult') {
      this.#adopt(talk.stage);
    } else if (event.type === 'heard' && event.name === 'getChildrenResult') {
      this.#list(event.value);
    }
    if (talk.selection !== previous.talk.selection) {
      const ours = talk.selection.includes(this.#active);
      this.#sought = ours ? this.#active : primary(talk);
      this.#later();
    }
  }

  /** Another stage begins folded; the same one stays as it is until its root is listed anew. */
  #adopt(stage) {
    if (stage !== null && this.#stage !== stage.url + stage.root) {
      this.#stage = stage.url + stage.root;
      this.#questions.forget();
      this.#branches.plant(stage.root, nameOf(stage.root));
      this.#active = null;
      this.#later();
    }
  }

  /** Asks for the children of a prim, or for those that come behind the listed ones. */
  #ask(path) {
    const above = parentOf(path);
    const question =
      path === restOf(above)
        ? { prim_path: above, start: this.#branches.count(above) }
        : { prim_path: path };
    this.#messages.send('getChildrenRequest', question);
  }

  #list({ path, children, omitted, start }) {
    const asked = this.#questions.answered(start === 0 ? path : restOf(path));
    if (!asked && path === this.#branches.root) {
      this.#questions.forget();
      this.#branches.expire();
    }
    this.#branches.list(path, children, omitted, start);
    if (this.#active === restOf(path)) {
      this.#active = children[0]?.path ?? path;
    }
    this.#later();
  }

  // Answers come by the hundred; they are drawn together.
  #later() {
    if (!this.#scheduled) {
      this.#scheduled = true;
      requestAnimationFrame(() => this.#draw());
    }
  }

  #draw() {
    this.#scheduled = false;
    if (!this.#element.checkVisibility()) {
      return;
    }
    const found = this.#sought !== null && this.#branches.reveal(this.#sought);
    const { rows, missing } = this.#branches.flatten();
    const before = this.#index();
    this.#seen = rows;
    if (this.#active !== null && this.#index() < 0) {
      this.#active = rows[Math.min(before, rows.length - 1)]?.path ?? null;
    }
    this.#questions.want(missing.filter((path) => path !== this.#branches.root));
    this.#show();
    if (found) {
      this.#goTo(this.#seen.find(({ path }) => path === this.#sought));
      this.#sought = null;
    }
  }

  #show() {
    const selection = new Set(this.#dispatcher.model.talk.selection);
    const look = ({ path }) => ({
      unfolded: this.#branches.isUnfolded(path),
      selected: selection.has(path),
    });
    this.#rows.show(this.#seen, look, this.#active);
  }

  #index() {
    return this.#seen.findIndex(({ path }) => path === this.#active);
  }

  #goTo(row) {
    if (row !== undefined) {
      this.#active = row.path;
      this.#rows.bring(this.#seen.indexOf(row));
      this.#show();
    }
  }

  #turn(path, unfold) {
    if (unfold) {
      this.#branches.unfold(path);
    } else {
      this.#branches.fold(path);
      this.#questions.answered(path);
    }
    this.#draw();
  }

  /**
   * Asks for a selection; the row is shown as selected when the server says that it is. The row that
   * stands for others asks for them instead.
   */
  #select(row, together) {
    if (row.left > 0) {
      this.#questions.want([row.path]);
      return;
    }
    const { selection } = this.#dispatcher.model.talk;
    const others = selection.filter((path) => path !== row.path);
    const kept = together ? others : [];
    const paths = together && others.length < selection.length ? kept : [...kept, row.path];
    this.#messages.send('selectPrimsRequest', { paths });
  }

  #click(event) {
    const path = event.target.closest('.row')?.dataset.path;
    const row = this.#seen.find((each) => each.path === path);
    if (row === undefined) {
      return;
    }
    this.#goTo(row);
    if (event.target.closest('.twist') && row.hasChildren) {
      this.#turn(path, !this.#branches.isUnfolded(path));
    } else {
      this.#select(row, event.ctrlKey || event.metaKey);
    }
  }

  #doubleClick(event) {
    const path = event.target.closest('.row')?.dataset.path;
    const onRow = path !== undefined && !event.target.closest('.twist');
    if (onRow && offers(this.#dispatcher.model, 'fitCameraRequest')) {
      this.#messages.send('fitCameraRequest', { paths: [path] });
    }
  }

  #key(event) {
    if (event.altKey) {
      return;
    }
    const row = this.#seen[this.#index()] ?? this.#seen[0];
    if (row !== undefined && (this.#steer(event, row) || this.#type(event))) {
      event.preventDefault();
    }
  }

  #steer(event, row) {
    const at = this.#seen.indexOf(row);
    const last = this.#seen.length - 1;
    const go = (index) => this.#goTo(this.#seen[Math.max(0, Math.min(last, index))]);
    const unfolded = this.#branches.isUnfolded(row.path);
    switch (event.key) {
      case 'ArrowDown':
        go(this.#active === null ? 0 : at + 1);
        return true;
      case 'ArrowUp':
        go(at - 1);
        return true;
      case 'PageDown':
        go(at + this.#rows.page);
        return true;
      case 'PageUp':
        go(at - this.#rows.page);
        return true;
      case 'Home':
        go(0);
        return true;
      case 'End':
        go(last);
        return true;
      case 'ArrowRight':
        if (row.hasChildren && !unfolded) {
          this.#turn(row.path, true);
        } else if (row.hasChildren) {
          go(at + 1);
        }
        return true;
      case 'ArrowLeft':
        if (row.hasChildren && unfolded) {
          this.#turn(row.path, false);
        } else {
          const above = parentOf(row.path);
          this.#goTo(this.#seen.find(({ path }) => path === above));
        }
        return true;
      case 'Enter':
      case ' ':
        this.#goTo(row);
        this.#select(row, event.ctrlKey || event.metaKey);
        return true;
      case '*':
        this.#unfoldBeside(row);
        return true;
      default:
        return false;
    }
  }

  #unfoldBeside({ level, path }) {
    const parent = parentOf(path);
    this.#seen
      .filter((row) => row.level === level && parentOf(row.path) === parent)
      .forEach((row) => this.#branches.unfold(row.path));
    this.#draw();
  }

  /** Goes to the next row whose name begins with what is typed. */
  #type({ key, ctrlKey, metaKey, timeStamp }) {
    if (ctrlKey || metaKey || !/^[\p{L}\p{N}_]$/u.test(key)) {
      return false;
    }
    const going = timeStamp - this.#typedAt < TYPING_MILLIS;
    const again = going && this.#typed === key;
    this.#typed = going && !again ? this.#typed + key : key;
    this.#typedAt = timeStamp;
    const sought = this.#typed.toLowerCase();
    const from = Math.max(0, this.#index()) + (this.#typed.length === 1 ? 1 : 0);
    const order = [...this.#seen.slice(from), ...this.#seen.slice(0, from)];
    this.#goTo(order.find(({ name }) => name?.toLowerCase().startsWith(sought)));
    return true;
  }
}
