import { offer } from './fields.js';
import { offers } from './conversation.js';

const LOOK_EVERY_MILLIS = 100;
const SEND_EVERY_MILLIS = 50;
const SPEEDS = [0.25, 0.5, 1, 2, 4];

/** The time that is shown: play, pause, scrub, speed and loop. Not there while nothing moves. */
export class Timeline {
  #dispatcher;
  #messages;
  #parts;
  #saidAt = 0;
  #draggedBy = null;
  #sent = 0;

  constructor(element, dispatcher, messages) {
    const part = (name) => element.querySelector(`#timeline-${name}`);
    this.#dispatcher = dispatcher;
    this.#messages = messages;
    this.#parts = {
      element,
      play: part('play'),
      time: part('time'),
      now: part('now'),
      end: part('end'),
      speed: part('speed'),
      loop: part('loop'),
    };
    const { time, speed, loop } = this.#parts;
    time.addEventListener('pointerdown', ({ button, pointerId }) => {
      if (button === 0) {
        this.#draggedBy = pointerId;
      }
    });
    // Wherever that is: a press that moves nothing is no change, and this alone says that it is over.
    for (const type of ['pointerup', 'pointercancel']) {
      addEventListener(type, ({ pointerId }) => {
        if (pointerId === this.#draggedBy) {
          this.#draggedBy = null;
        }
      });
    }
    time.addEventListener('input', () => this.#scrub(false));
    time.addEventListener('change', () => this.#scrub(true));
    speed.addEventListener('change', () => this.#set({ speed: Number(speed.value) }));
    loop.addEventListener('click', () => this.#set({ loop: !this.#state.loop }));
    dispatcher.subscribe((model, event, previous) => {
      if (event.type === 'command' && event.name === 'play' && !element.hidden) {
        this.#set({ playing: !this.#state.playing });
      } else if (model.talk !== previous.talk) {
        this.#saidAt =
          model.talk.timeline === previous.talk.timeline ? this.#saidAt : performance.now();
        this.#write(model);
      }
    });
    setInterval(() => this.#look(), LOOK_EVERY_MILLIS);
  }

  get #state() {
    return this.#dispatcher.model.talk.timeline;
  }

  #set(change) {
    this.#messages.send('setTimelineRequest', change);
  }

  // A slider speaks faster than anybody could draw; the last word is always sent.
  #scrub(last) {
    const now = performance.now();
    if (last || now - this.#sent >= SEND_EVERY_MILLIS) {
      this.#sent = now;
      this.#set({ time_code: Number(this.#parts.time.value) });
    }
    this.#tell(Number(this.#parts.time.value));
  }

  #write(model) {
    const { element, play, time, end, speed, loop } = this.#parts;
    const state = model.talk.timeline;
    element.hidden = !state?.animated || !offers(model, 'setTimelineRequest');
    if (element.hidden) {
      return;
    }
    element.classList.toggle('playing', state.playing);
    play.setAttribute('aria-label', state.playing ? 'Pause' : 'Play');
    play.title = state.playing ? 'Pause (K)' : 'Play (K)';
    loop.setAttribute('aria-pressed', String(state.loop));
    time.min = state.start;
    time.max = state.end;
    end.textContent = `/ ${Math.floor(state.end)}`;
    const speeds = SPEEDS.includes(state.speed) ? SPEEDS : [...SPEEDS, state.speed];
    offer(speed, speeds.map((each) => [String(each), `${each} ×`]), String(state.speed));
    this.#look();
  }

  #look() {
    const { element, time } = this.#parts;
    if (element.hidden || this.#draggedBy !== null || document.hidden) {
      return;
    }
    const now = timeCodeAt(this.#state, (performance.now() - this.#saidAt) / 1000);
    time.value = now;
    this.#tell(now);
  }

  #tell(timeCode) {
    const { time, now } = this.#parts;
    const said = String(Math.floor(timeCode));
    if (now.textContent !== said) {
      now.textContent = said;
      const seconds = (timeCode - this.#state.start) / this.#state.perSecond;
      time.setAttribute('aria-valuetext', `${Math.floor(timeCode)}, ${seconds.toFixed(1)} s`);
    }
  }
}

/** What the time is some seconds after the server said what it was. */
export function timeCodeAt({ timeCode, start, end, perSecond, speed, playing, loop }, seconds) {
  const at = playing ? timeCode + seconds * perSecond * speed : timeCode;
  const span = end - start;
  return loop && span > 0 && (at < start || at > end)
    ? start + ((((at - start) % span) + span) % span)
    : Math.min(end, Math.max(start, at));
}
