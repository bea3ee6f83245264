/**
 * Makes figures of what the browser measures (RTCStatsReport, W3C webrtc-stats). Pure. A figure
 * that a browser does not give is null.
 */

/** The counters that the next figures are taken against. */
export function readCounters(report, framesPresented, nowMillis) {
  const all = [...(report?.values() ?? [])];
  const video = all.find(({ type, kind }) => type === 'inbound-rtp' && kind === 'video') ?? {};
  const transport = all.find(({ type }) => type === 'transport');
  const pair =
    all.find(({ id }) => id === transport?.selectedCandidatePairId) ??
    all.find(({ type, nominated }) => type === 'candidate-pair' && nominated) ??
    {};
  return { nowMillis, framesPresented, video, pair, codec: report?.get?.(video.codecId) ?? {} };
}

/** What happened between two counts, and how things are at the second. */
export function figures(before, now, { stream, size, age }) {
  const { video, codec, pair } = now;
  const seconds = (now.nowMillis - before.nowMillis) / 1000;
  // The browser counts from zero again when receiving is resumed.
  const delta = (name) => {
    const grown = video[name] - before.video[name];
    return grown >= 0 ? grown : null;
  };
  const perSecond = (count) => (count === null || seconds <= 0 ? null : rounded(count / seconds, 1));
  const bytes = delta('bytesReceived');
  const buffered = ratio(delta('jitterBufferDelay'), delta('jitterBufferEmittedCount'));
  return {
    stream,
    time: new Date(now.nowMillis).toISOString(),
    width: size.width,
    height: size.height,
    framesPerSecondPresented: perSecond(now.framesPresented - before.framesPresented),
    framesPerSecondDecoded: perSecond(delta('framesDecoded')),
    pictureAgeMillis: rounded(aged(age, pair), 1),
    pictureAgeFrom: age?.from ?? null,
    roundTripMillis: rounded(millis(pair.currentRoundTripTime), 2),
    jitterBufferMillis: rounded(millis(buffered), 1),
    framesDropped: video.framesDropped ?? null,
    freezes: video.freezeCount ?? null,
    frozenSeconds: rounded(video.totalFreezesDuration, 2),
    packetsLost: video.packetsLost ?? null,
    kilobitsPerSecond: bytes === null ? null : perSecond((bytes * 8) / 1000),
    codec: codec.mimeType?.replace('video/', '') ?? null,
    codecParameters: codec.sdpFmtpLine ?? null,
    decoder: video.decoderImplementation ?? null,
  };
}

const OLDEST_MILLIS = 10_000;

/**
 * How old a picture is when it is presented, from its metadata (requestVideoFrameCallback): since
 * it was captured, where the browser knows the server's clock; else since its last packet arrived.
 */
export function ageOf({ expectedDisplayTime, presentationTime, captureTime, receiveTime }) {
  // The time that is expected for the display can have passed before the picture was there at all.
  const shown = Math.max(expectedDisplayTime, presentationTime);
  const since = (time) => shown - time;
  // The browser's estimate of the other clock can be off by anything before it has settled.
  if (since(captureTime) >= 0 && since(captureTime) < OLDEST_MILLIS) {
    return { from: 'capture', millis: since(captureTime) };
  }
  return since(receiveTime) >= 0 ? { from: 'arrival', millis: since(receiveTime) } : null;
}

// From the arrival on, the way is missing: half a round trip is the best that is known of it.
function aged(age, pair) {
  if (age?.from !== 'arrival') {
    return age?.millis;
  }
  return age.millis + (millis(pair.currentRoundTripTime) ?? 0) / 2;
}

function ratio(part, whole) {
  return part === null || !(whole > 0) ? undefined : part / whole;
}

function millis(seconds) {
  return seconds === undefined ? undefined : seconds * 1000;
}

function rounded(value, digits) {
  return Number.isFinite(value) ? Number(value.toFixed(digits)) : null;
}

const AGE_NAMES = {
  capture: 'from capture to display',
  arrival: 'from arrival to display, and half a round trip',
};

/** The figures as names and values for people. */
export function rows(now) {
  const unit = (value, name) => (value === null ? 'not given by this browser' : `${value} ${name}`);
  const age = AGE_NAMES[now.pictureAgeFrom];
  return [
    ['Presented', unit(now.framesPerSecondPresented, 'fps')],
    ['Age of the picture', unit(now.pictureAgeMillis, 'ms') + (age ? ` ${age}` : '')],
    ['Round trip', unit(now.roundTripMillis, 'ms')],
    ['Jitter buffer', unit(now.jitterBufferMillis, 'ms')],
    ['Dropped', unit(now.framesDropped, 'pictures')],
    ['Frozen', `${unit(now.freezes, 'times')}, ${unit(now.frozenSeconds, 's')}`],
    ['Lost', unit(now.packetsLost, 'packets')],
    ['Bitrate', unit(now.kilobitsPerSecond, 'kbit/s')],
    ['Codec', [now.codec, now.decoder].filter(Boolean).join(' · ') || unit(null)],
    ['Resolution', `${now.width} × ${now.height}`],
  ];
}
