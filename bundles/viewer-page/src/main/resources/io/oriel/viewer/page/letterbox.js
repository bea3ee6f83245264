/** Nowhere in the picture. */
export const OUTSIDE = Object.freeze({ x: 0, y: 0, inside: false, scale: 1 });

/**
 * Where a point of the element is in the stream's picture, however the picture fits the element
 * (`object-fit`) and whatever size is sent. Pure.
 *
 * box     the element: left, top, width and height in CSS pixels
 * sent    width and height of the pictures that come, or 0 before the first
 * stream  width and height of the stream's picture
 * fit     contain | cover | actual
 *
 * The answer has x and y in pixels of the stream's picture, whether they are inside it, and how many
 * of them one CSS pixel covers.
 */
export function toStream({ clientX, clientY }, box, sent, stream, fit) {
  if (sent.width === 0 || sent.height === 0) {
    return OUTSIDE;
  }
  const enlarged = scaleOf(box, sent, fit);
  const x = fraction(clientX - box.left, box.width, sent.width * enlarged) * stream.width;
  const y = fraction(clientY - box.top, box.height, sent.height * enlarged) * stream.height;
  const inside = x >= 0 && x < stream.width && y >= 0 && y < stream.height;
  return { x, y, inside, scale: stream.width / (sent.width * enlarged) };
}

function scaleOf(box, sent, fit) {
  const across = box.width / sent.width;
  const down = box.height / sent.height;
  switch (fit) {
    case 'cover':
      return Math.max(across, down);
    case 'actual':
      return 1;
    default:
      return Math.min(across, down);
  }
}

/** The picture is in the middle of the element. */
function fraction(at, available, shown) {
  return (at - (available - shown) / 2) / shown;
}
