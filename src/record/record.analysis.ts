import { createHash } from 'node:crypto';
import { analyseTexts } from '../common/text/analyse.js';
import { normalisedText } from '../common/text/normalise.js';
import { pinyinTails } from '../common/text/pinyin.js';
import { type Token } from '../common/text/text.types.js';
import {
  isPersonal,
  RECORD_FIELDS,
  SEARCHED_FIELDS,
  searchedTexts,
  type PublicRecord,
} from './record.fields.js';

/** Raise it when the analysis of texts changes, so that every record is analysed anew. */
const ANALYSIS_VERSION = 1;

/** What PostgreSQL finds a text by. */
export interface TextTerms {
  readonly terms: string;
  readonly pinyin: string;
  /** Its words in other than Han script. */
  readonly words: readonly string[];
}

/** Changes whenever records or their analysis are made in another way than before. */
export const RECORD_DIGEST = digestOf([ANALYSIS_VERSION, RECORD_FIELDS]);

/** Changes whenever a record's content does, or the way in which it is analysed. */
export function fingerprintOf(record: PublicRecord): string {
  return digestOf([RECORD_DIGEST, record]);
}

/** A short hash of any content. */
export function digestOf(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 32);
}

/** The text that relevance looks at. */
export function titleTextOf({ title, titleEn }: PublicRecord): string {
  return normalisedText(titleEn === null ? title : `${title}\n${titleEn}`);
}

/** The terms of a record, its searched fields one after the other. */
export function termsOfRecord(record: PublicRecord): TextTerms {
  const texts = SEARCHED_FIELDS.flatMap((field) => searchedTexts(record, field));
  const pinyin = SEARCHED_FIELDS.filter((field) => RECORD_FIELDS[field].search.pinyin).flatMap((field) =>
    searchedTexts(record, field).flatMap((text) => pinyinTails(text, { name: isPersonal(field) })),
  );
  return termsOf(texts, pinyin);
}

/** The terms of a name. */
export function termsOfName(name: string, isPerson: boolean): TextTerms {
  return termsOf([name], pinyinTails(name, { name: isPerson }));
}

function termsOf(texts: readonly string[], pinyin: readonly string[]): TextTerms {
  const tokens = analyseTexts(texts);
  return {
    terms: tsvector(tokens),
    pinyin: [...new Set(pinyin)].map(quoted).join(' '),
    words: [...new Set(tokens.filter(({ kind }) => kind === 'WORD').map(({ text }) => text))],
  };
}

/** PostgreSQL counts places up to this one, and keeps so many of one term; what lies beyond is found, but not as a phrase. */
const LAST_PLACE = 16_383;
const MAX_PLACES = 255;

/** Tokens as PostgreSQL's `tsvector`; its places start at 1. */
function tsvector(tokens: readonly Token[]): string {
  const places = new Map<string, number[]>();
  for (const { text, position } of tokens) {
    const of = places.get(text) ?? [];
    if (of.length < MAX_PLACES) of.push(Math.min(position + 1, LAST_PLACE));
    places.set(text, of);
  }
  return [...places].map(([text, of]) => `${quoted(text)}:${of.join(',')}`).join(' ');
}

function quoted(term: string): string {
  return `'${term.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}
