import { GamepadInput } from './gamepad-input.js';
import { InputSender } from './input-sender.js';
import { KeyInput } from './key-input.js';
import { OUTSIDE, toStream } from './letterbox.js';
import { PointerInput } from './pointer-input.js';
import { TextInput } from './text-input.js';
import { TouchInput } from './touch-input.js';
import { WheelInput } from './wheel-input.js';

/**
 * Sends what is done on the picture to the server.
 *
 * picture                    the video element
 * send(message, mayBeLost)   takes the bytes of a message; nowhere while nothing is connected
 * streamSize()               width and height of the stream's picture
 * fit()                      how the picture fits its element (settings.js)
 *
 * The answer's `setActive(boolean)` says whether the picture takes input; it does at first. When it
 * no longer does, or the page loses the focus or is hidden, everything that is down is let go.
 */
export function listenForInput(picture, { send, streamSize, fit }) {
  let active = true;
  const surface = {
    isActive: () => active,
    at: (event) =>
      active
        ? toStream(event, picture.getBoundingClientRect(), sizeOf(picture), streamSize(), fit())
        : OUTSIDE,
  };
  const sender = new InputSender(send);
  const pointer = new PointerInput(picture, surface, sender);
  const touch = new TouchInput(picture, surface, sender);
  const text = new TextInput(picture, surface, sender);
  const isPressed = () => pointer.isDown || touch.isDown;
  const keys = new KeyInput(text.field, surface, sender, isPressed);
  const parts = [
    pointer,
    touch,
    keys,
    text,
    new WheelInput(picture, surface, sender),
    new GamepadInput(surface, sender),
  ];
  const release = () => parts.forEach((part) => part.release());
  addEventListener('blur', release);
  document.addEventListener('visibilitychange', () => document.hidden && release());
  return {
    setActive(value) {
      if (!value) {
        release();
      }
      active = value;
    },
  };
}

function sizeOf({ videoWidth, videoHeight }) {
  return { width: videoWidth, height: videoHeight };
}
