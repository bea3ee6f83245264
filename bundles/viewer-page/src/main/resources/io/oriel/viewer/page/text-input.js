import { texts } from './input-format.js';

/**
 * What has the focus for the picture: a field that nobody sees, because input methods and pasted
 * text need one. What arrives in it goes to the server as text and out of the field. Keys never
 * do: those that are sent as keys write nothing, and pasted text goes only if somebody says so.
 */
export class TextInput {
  #picture;
  #surface;
  #sender;
  #field = document.createElement('textarea');
  #byPointer = false;

  constructor(picture, surface, sender) {
    this.#picture = picture;
    this.#surface = surface;
    this.#sender = sender;
    const field = this.#field;
    field.className = 'unseen';
    field.setAttribute('aria-label', 'Keys and text for the picture');
    // Without the keyboard of a phone, which would cover the picture at every touch.
    field.inputMode = 'none';
    field.autocapitalize = 'off';
    field.autocomplete = 'off';
    field.spellcheck = false;
    picture.after(field);
    field.addEventListener('compositionend', () => this.#flush());
    field.addEventListener('input', (event) => event.isComposing || this.#flush());
    field.addEventListener('paste', (event) => this.#paste(event));
    field.addEventListener('drop', (event) => event.preventDefault());
    field.addEventListener('focus', () =>
      picture.classList.toggle('has-focus', !this.#byPointer),
    );
    field.addEventListener('blur', () => picture.classList.remove('has-focus'));
    // Not by a click: the browser would look for a selection, scroll, and take the focus away.
    picture.addEventListener('mousedown', (event) => {
      if (surface.at(event).inside) {
        event.preventDefault();
        this.#focus();
      }
    });
  }

  /** What has the focus when the picture has it. */
  get field() {
    return this.#field;
  }

  /** Forgets what is half composed. */
  release() {
    this.#field.value = '';
  }

  #focus() {
    this.#byPointer = true;
    this.#field.focus({ preventScroll: true });
    this.#byPointer = false;
  }

  #flush() {
    const text = this.#field.value;
    this.#field.value = '';
    if (this.#surface.isActive()) {
      this.#sender.now(...texts(text));
    }
  }

  #paste(event) {
    event.preventDefault();
    const text = event.clipboardData.getData('text/plain');
    const question = `Send ${text.length} pasted characters to the stream?`;
    if (text !== '' && this.#surface.isActive() && confirm(question)) {
      this.#sender.now(...texts(text));
    }
  }
}
