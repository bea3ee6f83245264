/**
 * Input as it goes over the data channels: README of io.oriel.transport.webrtc. An event is an
 * array of bytes. Pure.
 */
const VERSION = 1;
const FARTHEST = 65536;
const MOST_STEPS = 1000;
const LEAST_SCALE = 0.01;
const MOST_SCALE = 100;
const MOST_TEXT_BYTES = 4096;

/** Fingers and gamepads are numbered from 0 to below these. */
export const FINGERS = 16;
export const GAMEPADS = 4;

/** Controls of a gamepad: buttons are below, axes from here on. */
export const FIRST_AXIS = 32;
export const CONTROLS = 64;

/** What a finger does. */
export const BEGAN = 0;
export const MOVED = 1;
export const ENDED = 2;
export const CANCELLED = 3;

const scratch = new DataView(new ArrayBuffer(4));
const utf8 = new TextEncoder();

/** A message of one event or more. */
export function message(sequence, events) {
  return Uint8Array.from([VERSION, ...u32(sequence), ...events.flat()]);
}

export function pointerMoved({ x, y }, modifiers) {
  return [1, modifiers, ...position(x), ...position(y)];
}

/** `button` is 0 left, 1 middle, 2 right. */
export function pointerButton({ x, y }, button, pressed, modifiers) {
  return [2, modifiers, button, Number(pressed), ...position(x), ...position(y)];
}

/** `right` and `down` are steps of the wheel. */
export function wheel({ x, y }, right, down, modifiers) {
  return [3, modifiers, ...position(x), ...position(y), ...steps(right), ...steps(down)];
}

/** `code` is that of a KeyboardEvent. */
export function key(code, pressed, modifiers) {
  return [4, modifiers, Number(pressed), code.length, ...utf8.encode(code)];
}

/** Events that make up a text, one after the other. */
export function texts(text) {
  const parts = [[]];
  for (const character of text) {
    const bytes = utf8.encode(character);
    if (parts.at(-1).length + bytes.length > MOST_TEXT_BYTES) {
      parts.push([]);
    }
    parts.at(-1).push(...bytes);
  }
  return parts.filter((bytes) => bytes.length > 0).map((bytes) => [5, ...u16(bytes.length), ...bytes]);
}

export function touch(finger, phase, { x, y }) {
  return [6, finger, phase, ...position(x), ...position(y)];
}

/** `value` is 0 to 1 of a button, -1 to 1 of an axis. */
export function gamepad(index, control, value) {
  return [7, index, control, ...f32(value)];
}

/** `scale` is how many pixels of the stream's picture one of the page's covers. */
export function view({ scale }) {
  return [8, ...f32(Math.min(Math.max(scale, LEAST_SCALE), MOST_SCALE))];
}

/** The modifiers that were held during an event. */
export function modifiersOf({ shiftKey, ctrlKey, altKey, metaKey }) {
  return Number(shiftKey) + 2 * Number(ctrlKey) + 4 * Number(altKey) + 8 * Number(metaKey);
}

function position(value) {
  return f32(clamp(value, FARTHEST));
}

function steps(value) {
  return f32(clamp(value, MOST_STEPS));
}

function clamp(value, most) {
  return Math.min(Math.max(value, -most), most);
}

function u16(value) {
  return [(value >>> 8) & 255, value & 255];
}

function u32(value) {
  return [...u16(value >>> 16), ...u16(value)];
}

function f32(value) {
  scratch.setFloat32(0, value);
  return u32(scratch.getUint32(0));
}
