import { analyseTexts } from '../../../common/text/analyse.js';
import { pinyinTails } from '../../../common/text/pinyin.js';
import { type Token } from '../../../common/text/text.types.js';
import {
  FILTER_FIELDS,
  RECORD_FIELDS,
  SEARCHED_FIELDS,
  searchedTexts,
  type FilterField,
  type PublicRecord,
  type SearchedField,
  type SortField,
} from '../../../record/record.fields.js';
import { NO_VALUE, toIndexValue } from './values.js';
import { wordOf } from './words.js';

/** What the index holds of one record; the attributes that are searched, filtered and ordered by are made from it. */
export interface IndexDocument {
  readonly code: string;
  readonly fingerprint: string;
  readonly record: PublicRecord;
  readonly text: Readonly<Record<SearchedField, readonly string[]>>;
  readonly pinyin: readonly string[];
  readonly value: Readonly<Record<Exclude<FilterField, 'updatedAt'>, readonly string[]>>;
  /** What is left out has no value: the engine puts those last, whatever the direction. */
  readonly order: Readonly<Partial<Record<SortField, string | number>>>;
}

/** A record as the index holds it. */
export function toDocument(record: PublicRecord, fingerprint: string): IndexDocument {
  return {
    code: record.code,
    fingerprint,
    record,
    text: fromEntries(SEARCHED_FIELDS.map((field) => [field, textOf(searchedTexts(record, field))])),
    pinyin: pinyinOf(record),
    value: fromEntries(
      FILTER_FIELDS.filter((field) => field !== 'updatedAt').map((field) => [field, valuesOf(record[field])]),
    ),
    order: {
      code: toIndexValue(record.code),
      titleOrder: toIndexValue(record.titleOrder),
      updatedAt: Date.parse(record.updatedAt),
      ...(record.year === null ? {} : { year: record.year }),
    },
  };
}

/**
 * The words of a field. Entries stand apart for the engine, so that no phrase reaches across a gap; at the end is
 * each Han character for itself, since only the last word of a query may be a prefix, and a character must be found
 * in every place.
 */
function textOf(texts: readonly string[]): string[] {
  const tokens = analyseTexts(texts);
  const characters = tokens.filter(({ kind }) => kind === 'HAN').flatMap(({ text }) => Array.from(text));
  const alone = [...new Set(characters)].map((text) => wordOf({ kind: 'HAN', text }));
  return [...runsOf(tokens), ...alone];
}

/** The words of tokens, those in neighbouring positions in one entry. */
function runsOf(tokens: readonly Token[]): string[] {
  const runs: string[][] = [];
  tokens.forEach((token, index) => {
    const follows = tokens[index - 1]?.position === token.position - 1;
    if (!follows) runs.push([]);
    runs.at(-1)?.push(wordOf(token));
  });
  return runs.map((words) => words.join(' '));
}

/** The readings of a record's titles and names, from each Han character on. */
function pinyinOf(record: PublicRecord): string[] {
  const readings = SEARCHED_FIELDS.filter((field) => RECORD_FIELDS[field].search.pinyin).flatMap((field) =>
    searchedTexts(record, field).flatMap((text) => pinyinTails(text, { name: field === 'craftsmanNames' })),
  );
  return [...new Set(readings.map((text) => wordOf({ kind: 'WORD', text })))];
}

function valuesOf(value: string | number | readonly string[] | null): string[] {
  const values = value === null ? [] : Array.isArray(value) ? (value as readonly string[]) : [String(value)];
  return values.length === 0 ? [NO_VALUE] : [...new Set(values)].map(toIndexValue);
}

/** As `Object.fromEntries`, for entries that are known to cover every key. */
function fromEntries<K extends string, V>(entries: readonly (readonly [K, V])[]): Record<K, V> {
  return Object.fromEntries(entries) as Record<K, V>;
}
