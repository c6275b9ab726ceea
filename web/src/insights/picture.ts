/** The parts of a picture that have colours, which the page's styles give them. */
const COLOURED = 'rect, text, line';

const SVG = 'http://www.w3.org/2000/svg';
const MARGIN = 16;
const LINE = 22;
const LETTERS = 13;

function takeColours(from: Element, to: Element): void {
  const { fill, stroke } = getComputedStyle(from);
  to.setAttribute('fill', fill);
  to.setAttribute('stroke', stroke);
  to.removeAttribute('class');
}

function part(name: string, attributes: Readonly<Record<string, string | number>>): Element {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

/** A drawing as a file of its own: with its colours, on its paper, under lines that say what it shows. */
export function pictureOf(drawing: SVGSVGElement, lines: readonly string[]): Blob {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const originals = [...drawing.querySelectorAll(COLOURED)];
  for (const [index, element] of [...copy.querySelectorAll(COLOURED)].entries()) {
    takeColours(originals[index] as Element, element);
  }
  copy.removeAttribute('class');
  const { width, height } = drawing.viewBox.baseVal;
  const head = lines.length * LINE + MARGIN;
  const [left, top, wide, high] = [-MARGIN, -head, width + 2 * MARGIN, head + height + MARGIN];
  const { color, fontFamily } = getComputedStyle(drawing);
  const paper = getComputedStyle(document.documentElement).backgroundColor;
  const words = lines.map((line, index) => {
    const text = part('text', {
      x: 0,
      y: top + (index + 1) * LINE,
      fill: color,
      'font-size': index === 0 ? LETTERS + 3 : LETTERS,
      'font-weight': index === 0 ? 700 : 400,
    });
    text.textContent = line;
    return text;
  });
  copy.prepend(part('rect', { x: left, y: top, width: wide, height: high, fill: paper }), ...words);
  for (const [key, value] of Object.entries({
    viewBox: [left, top, wide, high].join(' '),
    width: wide,
    height: high,
    'font-family': fontFamily,
  })) {
    copy.setAttribute(key, String(value));
  }
  return new Blob([new XMLSerializer().serializeToString(copy)], { type: 'image/svg+xml' });
}

/** Dots for each unit of a picture: sharp on paper and on fine screens. */
const DOTS = 2;

/** A picture as dots, for programs that take no lines. */
export async function dotsOf(picture: Blob): Promise<Blob> {
  const address = URL.createObjectURL(picture);
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.width * DOTS;
    canvas.height = image.height * DOTS;
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => {
      canvas.toBlob((dots) => (dots ? resolve(dots) : reject(new Error('The picture is too large.'))));
    });
  } finally {
    URL.revokeObjectURL(address);
  }
}
