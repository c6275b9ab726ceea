/** A part of a query as it was typed: plain text, what stands between quotes, or what is excluded. */
export interface QueryPart {
  readonly kind: 'PLAIN' | 'EXACT' | 'EXCLUDED';
  /** Without its quotes and minus. */
  readonly text: string;
  /** Where the text begins in the query, in UTF-16 units. */
  readonly start: number;
}

const DOUBLE_QUOTES = '"“”„‟＂〝〞〟';

/** For each opening quote, what closes it. Keyboards mix up the double ones, so that any of them closes any other. */
const CLOSING: ReadonlyMap<string, string> = new Map([
  ...Array.from(DOUBLE_QUOTES, (quote) => [quote, DOUBLE_QUOTES] as const),
  ['「', '」'],
  ['『', '』'],
  ['﹁', '﹂'],
  ['﹃', '﹄'],
  ['｢', '｣'],
  ['«', '»'],
]);

const MINUS = '-－−﹣';
const SPACE = /\s/u;

/** Takes a query apart at quotes and leading minuses. A quote that is never closed is plain text. */
export function splitQuery(q: string): QueryPart[] {
  const parts: QueryPart[] = [];
  let plainFrom = 0;
  let unit = 0;
  const take = (part: QueryPart, next: number): void => {
    if (plainFrom < unit) parts.push({ kind: 'PLAIN', text: q.slice(plainFrom, unit), start: plainFrom });
    parts.push(part);
    unit = next;
    plainFrom = next;
  };
  while (unit < q.length) {
    const excludes = MINUS.includes(q.charAt(unit)) && (unit === 0 || SPACE.test(q.charAt(unit - 1)));
    const from = excludes ? unit + 1 : unit;
    const close = closeOf(q, from);
    if (close !== null) {
      const text = q.slice(from + 1, close);
      take({ kind: excludes ? 'EXCLUDED' : 'EXACT', text, start: from + 1 }, close + 1);
    } else if (excludes && termEnd(q, from) > from) {
      const end = termEnd(q, from);
      take({ kind: 'EXCLUDED', text: q.slice(from, end), start: from }, end);
    } else {
      unit += 1;
    }
  }
  if (plainFrom < q.length) parts.push({ kind: 'PLAIN', text: q.slice(plainFrom), start: plainFrom });
  return parts;
}

/** The place of the quote that closes the one at this place; null when there is none. */
function closeOf(q: string, open: number): number | null {
  const closing = CLOSING.get(q.charAt(open));
  if (closing === undefined) return null;
  for (let unit = open + 1; unit < q.length; unit += 1) if (closing.includes(q.charAt(unit))) return unit;
  return null;
}

/** Where a term without quotes ends: before the next space, or quotation. */
function termEnd(q: string, start: number): number {
  let end = start;
  while (end < q.length && !SPACE.test(q.charAt(end)) && closeOf(q, end) === null) end += 1;
  return end;
}
