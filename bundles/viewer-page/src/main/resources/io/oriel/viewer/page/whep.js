import { problemOf } from './problems.js';

const ANSWER_TIMEOUT_MILLIS = 15_000;

/** The server answered, and the answer is no. */
export class WhepRefusal extends Error {
  constructor(status, problem, retryAfterSeconds) {
    super(problem.detail || problem.cause);
    this.status = status;
    this.problem = problem;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/**
 * Posts an offer (WHEP). Throws WhepRefusal if the server refuses, TypeError or a TimeoutError if it
 * does not answer.
 *
 * @returns {Promise<{answer: string, session: URL | null}>} the session's address ends it by DELETE
 */
export async function postOffer(endpoint, sdp) {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { 'Content-Type': 'application/sdp', Accept: 'application/sdp' },
    body: sdp,
    cache: 'no-store',
    signal: AbortSignal.timeout(ANSWER_TIMEOUT_MILLIS),
  });
  if (response.status !== 201) {
    throw await refusal(response);
  }
  const location = response.headers.get('Location');
  return {
    answer: await response.text(),
    session: location === null ? null : new URL(location, response.url),
  };
}

/** Ends a session. It must get out even while the page is being left, and nobody waits for it. */
export function deleteSession(session) {
  fetch(session, { method: 'DELETE', keepalive: true }).catch(() => {});
}

async function refusal(response) {
  const document = await response.json().catch(() => null);
  return new WhepRefusal(
    response.status,
    problemOf(response.status, document),
    retryAfterSeconds(response.headers.get('Retry-After')),
  );
}

/** Seconds or a date (RFC 9110 section 10.2.3); null if absent or neither. */
export function retryAfterSeconds(value, now = Date.now()) {
  if (value === null) {
    return null;
  }
  if (/^\d+$/.test(value.trim())) {
    return Math.max(1, Number(value));
  }
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(1, Math.ceil((date - now) / 1000));
}
