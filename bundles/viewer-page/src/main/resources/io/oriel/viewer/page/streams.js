import { Card } from './card.js';
import { readSettings, withoutSecrets } from './settings.js';

const LIST_EVERY_MILLIS = 2000;
const PICTURES_EVERY_MILLIS = 1000;
const ANSWER_TIMEOUT_MILLIS = 4000;

history.replaceState(null, '', withoutSecrets(location.href));
const settings = readSettings(location.search);
document.documentElement.dataset.theme = settings.theme ?? 'system';

const cards = new Map();
const list = document.getElementById('cards');
const summary = document.getElementById('summary');

async function ask() {
  try {
    const response = await fetch('streams.json', {
      cache: 'no-store',
      signal: AbortSignal.timeout(ANSWER_TIMEOUT_MILLIS),
    });
    const { streams } = await response.json();
    write(streams);
    say(counted(streams));
  } catch {
    list.classList.add('stale');
    say('The server does not answer. This page goes on as soon as it does.');
  }
}

function write(streams) {
  list.classList.remove('stale');
  for (const name of cards.keys()) {
    if (!streams.some((stream) => stream.name === name)) {
      cards.get(name).card.element.remove();
      cards.delete(name);
    }
  }
  streams.forEach((stream, index) => {
    if (!cards.has(stream.name)) {
      const card = new Card(stream.name, settings);
      cards.set(stream.name, { card, ready: false });
      list.insertBefore(card.element, list.children[index] ?? null);
    }
    cards.get(stream.name).ready = stream.ready;
    cards.get(stream.name).card.write(stream);
  });
}

function counted(streams) {
  if (streams.length === 0) {
    return 'The server has no stream yet. The first one appears here.';
  }
  return streams.length === 1 ? '1 stream' : `${streams.length} streams`;
}

function say(words) {
  if (summary.textContent !== words) {
    summary.textContent = words;
  }
}

/** Repeats a job after its own end, and rests while nobody can see the page. */
async function repeat(job, millis) {
  if (!document.hidden) {
    await job();
  }
  setTimeout(() => repeat(job, millis), millis);
}

repeat(ask, LIST_EVERY_MILLIS);
repeat(async () => {
  const ready = [...cards.values()].filter((entry) => entry.ready);
  await Promise.all(ready.map(({ card }) => card.refresh()));
}, PICTURES_EVERY_MILLIS);
