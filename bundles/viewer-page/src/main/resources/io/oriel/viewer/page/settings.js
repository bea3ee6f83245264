/**
 * What the address of the page says, so that a link or a bookmark brings the same view. Pure.
 *
 * stream   name of the stream, or null for the server's first
 * fit      contain: all of the picture | cover: all of the window | actual: one pixel for one
 * theme    dark | light, or null for the system's choice
 * stats    whether the statistics are open
 * panels   names of the panels that are open, the last opened last
 */
const FITS = ['contain', 'cover', 'actual'];
const THEMES = ['dark', 'light'];
const PANELS = ['stage', 'inspector'];
const DEFAULTS = Object.freeze({ stream: null, fit: 'contain', theme: null });

/** The settings in a query; what is not known or not allowed is passed over. */
export function readSettings(query) {
  const parameters = new URLSearchParams(query);
  const among = (name, allowed, otherwise) =>
    allowed.includes(parameters.get(name)) ? parameters.get(name) : otherwise;
  return Object.freeze({
    stream: parameters.get('stream') || null,
    fit: among('fit', FITS, DEFAULTS.fit),
    theme: among('theme', THEMES, DEFAULTS.theme),
    stats: parameters.get('stats') === 'open',
    panels: (parameters.get('panels') ?? '').split(' ').filter((name) => PANELS.includes(name)),
  });
}

/** The settings as a query: `?stream=main&stats=open`, or nothing where all are the defaults. */
export function writeSettings({ stream, fit, theme, stats, panels }) {
  const parameters = new URLSearchParams();
  const put = (name, value, otherwise) => value !== otherwise && parameters.set(name, value);
  put('stream', stream, DEFAULTS.stream);
  put('fit', fit, DEFAULTS.fit);
  put('theme', theme, DEFAULTS.theme);
  put('stats', stats ? 'open' : null, null);
  put('panels', panels.join(' '), '');
  const query = parameters.toString();
  return query === '' ? '' : `?${query}`;
}

export function nextFit(fit) {
  return FITS[(FITS.indexOf(fit) + 1) % FITS.length];
}

/**
 * The address without any token: a secret in an address ends up in histories, logs and pictures of
 * the screen.
 */
export function withoutSecrets(address) {
  const url = new URL(address);
  url.searchParams.delete('token');
  if (new URLSearchParams(url.hash.slice(1)).has('token')) {
    url.hash = '';
  }
  return url.href;
}
