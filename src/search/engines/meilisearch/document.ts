import { analyseTexts } from '../../../common/text/analyse.js';
import { beginningsOf, isShortReading, pinyinTokens } from '../../../common/text/pinyin.js';
import { type Token } from '../../../common/text/text.types.js';
import {
  FILTER_FIELDS,
  isPersonal,
  RECORD_FIELDS,
  SEARCHED_FIELDS,
  searchedTexts,
  type FilterField,
  type PublicRecord,
  type SearchedField,
  type SortField,
} from '../../../record/record.fields.js';
import { NO_VALUE, toIndexValue } from './values.js';
import { beginningOf, isBeginning, isPlain, numberOf, shortBeginningsOf, wordOf } from './words.js';

/** What the index holds of one record; the attributes that are searched, filtered and ordered by are made from it. */
export interface IndexDocument {
  readonly code: string;
  readonly fingerprint: string;
  readonly record: PublicRecord;
  readonly text: Readonly<Record<SearchedField, readonly string[]>>;
  readonly typed: readonly string[];
  readonly value: Readonly<Record<Exclude<FilterField, 'updatedAt'>, readonly string[]>>;
  /** What is left out has no value: the engine puts those last, whatever the direction. */
  readonly order: Readonly<Partial<Record<SortField, string | number>>>;
}

/** A record as the index holds it. */
export function toDocument(record: PublicRecord, fingerprint: string): IndexDocument {
  const fields = SEARCHED_FIELDS.map((field) => [field, analyseTexts(searchedTexts(record, field))] as const);
  const tokens = fields.flatMap(([, own]) => own);
  return {
    code: record.code,
    fingerprint,
    record,
    text: fromEntries(fields.map(([field, own]) => [field, textOf(own)])),
    typed: typedOf(record, tokens),
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
 * The words of a field. Entries stand apart for the engine, so that no phrase reaches across a gap. At the end is
 * what queries look for without a place: each Han character for itself, since only the last word of a query may be a
 * prefix and a character is to be found in every place; the numbers of plain words, for exact matches; and the
 * beginnings of words.
 */
function textOf(tokens: readonly Token[]): string[] {
  const ofHan = tokens.filter(({ kind }) => kind === 'HAN').flatMap(({ text }) => Array.from(text));
  const words = tokens.filter(({ kind }) => kind === 'WORD');
  const alone = [
    ...[...new Set(ofHan)].map((text) => numberOf({ kind: 'HAN', text })),
    ...words.filter(isPlain).map(numberOf),
    ...words.flatMap(({ text }) => shortBeginningsOf(text)).map(beginningOf),
  ];
  return [...runsOf(tokens), ...new Set(alone)];
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

/**
 * What is found as it is typed. The engine takes some 8,000 words of one attribute and leaves out the rest: with very many
 * names, the readings of the last ones.
 */
function typedOf(record: PublicRecord, tokens: readonly Token[]): string[] {
  const words = tokens.filter(({ kind }) => kind === 'WORD');
  return [...new Set([...codesOf(words), ...latinBeginnings(words), ...readingsOf(record)])];
}

/** The readings of a record's titles and names, as far as they may be typed. */
function readingsOf(record: PublicRecord): string[] {
  const readings = SEARCHED_FIELDS.filter((field) => RECORD_FIELDS[field].search.pinyin).flatMap((field) =>
    searchedTexts(record, field).flatMap((text) => pinyinTokens(text, { name: isPersonal(field) })),
  );
  return [...readings.filter(isBeginning).map(beginningOf), ...readings];
}

/**
 * Of the words that are no Han, the beginnings that may be pinyin, by which these are looked up too: see
 * {@link isShortReading}. The shorter ones have words of their own.
 */
function latinBeginnings(words: readonly Token[]): string[] {
  return words.flatMap(({ text }) =>
    beginningsOf(text)
      .slice(0, -1)
      .filter((start) => !isBeginning(start) && isShortReading(start)),
  );
}

const LETTERS_AND_DIGITS = /^[a-z]+[0-9][a-z0-9]*$/;

/** Words such as c919: their places hold numbers, by which their first letters alone do not find them. */
function codesOf(tokens: readonly Token[]): string[] {
  return tokens.map(({ text }) => text).filter((text) => LETTERS_AND_DIGITS.test(text));
}

function valuesOf(value: string | number | readonly string[] | null): string[] {
  const values = value === null ? [] : Array.isArray(value) ? (value as readonly string[]) : [String(value)];
  return values.length === 0 ? [NO_VALUE] : [...new Set(values)].map(toIndexValue);
}

/** As `Object.fromEntries`, for entries that are known to cover every key. */
function fromEntries<K extends string, V>(entries: readonly (readonly [K, V])[]): Record<K, V> {
  return Object.fromEntries(entries) as Record<K, V>;
}
