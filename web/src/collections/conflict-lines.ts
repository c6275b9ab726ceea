import { type CollectionTexts } from './texts/zh.js';

/** One side of a difference, line by line, with what the other side has differently marked. */
export type Side = readonly { readonly text: string; readonly differs: boolean }[];

/** The fields of a collection that two curators can have changed. */
export type ConflictField = keyof CollectionTexts['fields'];

/** A field in which the two differ. */
export interface Difference {
  readonly field: ConflictField;
  readonly current: Side;
  readonly yours: Side;
}

interface Bilingual {
  readonly zh: string | null;
  readonly en: string | null;
}

interface Names {
  readonly texts: CollectionTexts;
  readonly titleOf: (code: string) => string;
}

function said({ zh, en }: Bilingual): string[] {
  return [zh, en].filter((text) => text !== null);
}

/** The content of a field in lines that a person reads. */
function linesOf(field: string, value: unknown, { texts, titleOf }: Names): string[] {
  switch (field) {
    case 'visibility':
      return [texts.visibility[value as keyof CollectionTexts['visibility']]];
    case 'sections':
      return (value as { title: Bilingual; note: Bilingual }[]).map(({ title, note }) =>
        [...said(title), ...said(note)].join(' · '),
      );
    case 'items':
      return (value as { code: string; section: string | null; label: Bilingual; note: Bilingual }[]).map(
        ({ code, section, label, note }) =>
          [titleOf(code), ...(section === null ? [] : [`[${section}]`]), ...said(label), ...said(note)].join(
            ' · ',
          ),
      );
    default:
      return said(value as Bilingual);
  }
}

/** Marks what the other side lacks, or has at another place. */
function marked(lines: readonly string[], others: readonly string[]): Side {
  const common = new Set(lines.filter((line) => others.includes(line)));
  const theirOrder = others.filter((line) => common.has(line));
  const ownOrder = lines.filter((line) => common.has(line));
  return lines.map((text) => ({
    text,
    differs: !common.has(text) || theirOrder.indexOf(text) !== ownOrder.indexOf(text),
  }));
}

/** The fields that differ, both sides in lines. */
export function differences(
  fields: readonly { readonly field: string; readonly current: unknown; readonly yours: unknown }[],
  names: Names,
): Difference[] {
  return fields
    .filter(({ field }) => field in names.texts.fields)
    .map(({ field, current, yours }) => {
      const [now, own] = [linesOf(field, current, names), linesOf(field, yours, names)];
      return { field: field as ConflictField, current: marked(now, own), yours: marked(own, now) };
    });
}
