const NAMESPACE = 'http://www.w3.org/2000/svg';

const PATHS = {
  cross: 'M3 3l6 6M9 3 3 9',
  twist: 'M4.500 2.500 8 6 4.500 9.500',
  xform: 'M6 6.500V1.500M6 6.500l4.300 2.800M6 6.500 1.700 9.300',
  scope: 'M1.500 3h3l1 1.500h5V9.500h-9z',
  geom: 'M6 1.500 10.300 3.800v4.600L6 10.700 1.700 8.400V3.800zM6 6.200v4.300M6 6.200l4.100-2.300M6 6.200 1.900 3.900',
  light: 'M6 3.700a2.300 2.300 0 1 0 0 4.600 2.300 2.300 0 0 0 0-4.600M6 .8v1M6 10.200v1M.8 6h1M10.200 6h1M2.300 2.300l.7.700M9 9l.7.700M2.300 9.700 3 9M9 3l.7-.7',
  camera: 'M1 3.500h6.500v5H1zM7.500 5.500 11 3.800v4.400L7.500 6.500',
};

/** A small drawing; its size and colour are in the style sheet, under its class. */
export function icon(className, name) {
  const svg = document.createElementNS(NAMESPACE, 'svg');
  svg.setAttribute('viewBox', '0 0 12 12');
  svg.setAttribute('aria-hidden', 'true');
  svg.classList.add('icon', className);
  svg.append(document.createElementNS(NAMESPACE, 'path'));
  draw(svg, name);
  return svg;
}

/** Makes it another one; nothing where there is none of that name. */
export function draw(svg, name) {
  svg.firstChild.setAttribute('d', PATHS[name] ?? '');
}
