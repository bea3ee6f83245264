/** A problem as the page carries it: the server's fields, or the page's own under `page.*`. */
function own(code, cause, remedy) {
  return (detail = '') => Object.freeze({ code, cause, remedy, detail });
}

export const PAGE_PROBLEMS = Object.freeze({
  browserTooOld: own(
    'page.browser-too-old',
    'This browser lacks something that live pictures need.',
    'Use a current Chrome, Edge, Firefox or Safari.',
  ),
  answerInvalid: own(
    'page.answer-invalid',
    'The server answered with something that this browser cannot use.',
    'Try again. If it persists, report it with the detail.',
  ),
  serverSilent: own(
    'page.server-silent',
    'The server does not answer.',
    'See that it runs and that this device has a network, then try again.',
  ),
  connectTimeout: own(
    'page.connect-timeout',
    'The server answered, but no media connection came about.',
    'Let UDP to the server’s media port (47998 by default) through firewalls, and check the address that the server advertises.',
  ),
  connectionFailed: own(
    'page.connection-failed',
    'The media connection broke.',
    'Check the network between this device and the server.',
  ),
  connectionClosed: own(
    'page.connection-closed',
    'The server closed the connection.',
    'Try again; the server’s log says why it closed.',
  ),

  /** Whether a problem is one that goes when a network or a server comes back. */
  mayPass: (problem) => /^page[.](server-silent|connect)/.test(problem?.code ?? ''),
});

/** What this browser lacks of what the page cannot do without, or null. */
export function missingFeature() {
  if (!('RTCPeerConnection' in window)) {
    return 'WebRTC';
  }
  if (!('requestVideoFrameCallback' in HTMLVideoElement.prototype)) {
    return 'requestVideoFrameCallback';
  }
  return null;
}

/** A problem document (RFC 9457) as a problem; tolerant, since a proxy may have answered. */
export function problemOf(status, document) {
  const text = (name) => (typeof document?.[name] === 'string' ? document[name] : '');
  return Object.freeze({
    code: text('code') || `http.${status}`,
    cause: text('title') || `The server answered with HTTP status ${status}.`,
    remedy: text('remedy') || 'Try again. If it persists, see the server’s log.',
    detail: text('detail'),
  });
}
