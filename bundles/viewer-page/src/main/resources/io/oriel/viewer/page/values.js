/** Values of USD properties in words. Pure. */

const MOST_ITEMS = 24;

/** The lines of a value: one, or one for each row of a matrix. */
export function lines(value) {
  if (isMatrix(value)) {
    const cells = value.map((row) => row.map(words));
    const widths = [0, 1, 2, 3].map((at) => Math.max(...cells.map((row) => row[at].length)));
    return cells.map((row) => row.map((cell, at) => cell.padStart(widths[at])).join('  '));
  }
  return [words(value)];
}

function words(value) {
  if (value === null || value === undefined) {
    return 'no value';
  }
  if (typeof value === 'number') {
    return String(Number(value.toPrecision(6)));
  }
  if (typeof value !== 'object') {
    return value === '' ? '(empty)' : String(value);
  }
  if (Array.isArray(value)) {
    return items(value);
  }
  if (Array.isArray(value.preview)) {
    return array(value);
  }
  if (Array.isArray(value.imaginary)) {
    return `${words(value.real)} + (${value.imaginary.map(words).join(', ')})`;
  }
  return JSON.stringify(value);
}

function items(list) {
  const shown = list.slice(0, MOST_ITEMS).map(words).join(', ');
  return `(${shown}${list.length > MOST_ITEMS ? ', …' : ''})`;
}

function array({ length, preview, truncated }) {
  const shown = preview.slice(0, MOST_ITEMS).map(words).join(', ');
  const more = truncated || preview.length > MOST_ITEMS ? ', …' : '';
  return `${length} values: ${shown}${more}`;
}

function isMatrix(value) {
  return (
    Array.isArray(value) &&
    value.length === 4 &&
    value.every((row) => Array.isArray(row) && row.length === 4 && row.every(Number.isFinite))
  );
}
