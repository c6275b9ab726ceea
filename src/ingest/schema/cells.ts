import { Recognition } from '../../catalog/achievement/achievement.enums.js';
import { MAX_CODE_LENGTH, MAX_ENTRIES } from '../../catalog/editing/state.decorators.js';
import { SourceKind } from '../../catalog/source/source.type.js';
import { type Cell } from '../files/table.js';
import { nearest } from './nearest.js';
import { type Fault, ImportProblemCode } from './problems.js';

/** A cell that was read: its value, and what is wrong with it or was mended. */
export interface ReadCell<V> {
  readonly value: V | null;
  readonly fault?: Fault;
}

/** A person as a cell tells it. */
export interface NamedPerson {
  readonly name: string;
  readonly role: string | null;
  /** Name or code of the person's unit; null for the lead unit. */
  readonly unit: string | null;
  /** Code of the person, or {@link NEW} for a person whose namesakes are others. */
  readonly known: string | null;
}

/** What stands for a person, or a studio, that is none of the namesakes. */
export const NEW = 'new';

/** What stands for the studio that an earlier row of the file brings. */
export const SAME = 'same';

/** A studio as a cell tells it. */
export interface NamedStudio {
  /** Name or code. */
  readonly name: string;
  /** Code of the studio, NEW, or SAME, where the name alone does not tell which one it is. */
  readonly known: string | null;
}

const BETWEEN_NAMES = /[；;|\n]/;
const BETWEEN_PEOPLE = /[；;|\n、，,](?![^（(]*[）)])/;
const PERSON = /^([^（()）@#]+?)\s*(?:[（(]([^（()）]*)[）)])?\s*(?:@\s*([^#]+?))?\s*(?:#\s*(\S+))?$/;

/** Only what can be meant so ends a name: that of a studio may have a # in it. */
const CHOSEN_STUDIO = new RegExp(`^(.*\\S)\\s*[#＃]\\s*(${NEW}|${SAME}|STU-\\d+)$`, 'i');

const FIRST_YEAR = 1900;
const LAST_YEAR = 2100;
const CHINESE_DIGITS = '〇一二三四五六七八九';

/** The text of a cell, without the space around it; null when nothing stands there. */
export function readText(cell: Cell): ReadCell<string> {
  const text = (typeof cell === 'string' ? cell : cell.join('；')).trim();
  return { value: text === '' ? null : text };
}

/** The texts of a cell that holds several, or of a list. */
export function readTexts(cell: Cell): ReadCell<string[]> {
  const parts = partsOf(cell, BETWEEN_NAMES);
  if (parts.length > MAX_ENTRIES) return tooMany();
  const texts = parts.map((text) => text.trim()).filter((text) => text !== '');
  return { value: [...new Set(texts)] };
}

/** The parts of a cell, but of a text not many more than it may have. */
function partsOf(cell: Cell, between: RegExp): readonly string[] {
  return typeof cell === 'string' ? cell.split(between, MAX_ENTRIES + 1) : cell;
}

function tooMany(): ReadCell<never> {
  const message = `The cell has more than ${MAX_ENTRIES} entries.`;
  return { value: null, fault: { code: ImportProblemCode.INVALID_VALUE, message } };
}

/** The people of a cell. */
export function readPeople(cell: Cell): ReadCell<NamedPerson[]> {
  const parts = partsOf(cell, BETWEEN_PEOPLE);
  if (parts.length > MAX_ENTRIES) return tooMany();
  const people: NamedPerson[] = [];
  // Runs of blanks are one: with long ones, PERSON would try each way to share them out.
  for (const part of parts.map((text) => text.replace(/\s+/g, ' ').trim()).filter((text) => text !== '')) {
    const found = PERSON.exec(part);
    if (!found) {
      const message = `“${shortened(part)}” is not written as 姓名（角色）@单位#编号.`;
      return { value: null, fault: { code: ImportProblemCode.INVALID_VALUE, message } };
    }
    const [, name = '', role, unit, known] = found;
    people.push({
      name,
      role: readText(role ?? '').value,
      unit: readText(unit ?? '').value,
      known: readText(known ?? '').value,
    });
  }
  return { value: people };
}

/** The studio of a cell. */
export function readStudio(cell: Cell): ReadCell<NamedStudio> {
  const { value } = readText(cell);
  if (value === null) return { value };
  const [, name = value, known] = CHOSEN_STUDIO.exec(value) ?? [];
  if (known === undefined) return { value: { name, known: null } };
  const isCode = /^STU/i.test(known);
  return { value: { name, known: isCode ? known.toUpperCase() : known.toLowerCase() } };
}

/** Digits of full width, or of Chinese script in a year, as plain ones. */
function plainDigits(text: string): string {
  return text
    .replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replace(/[〇零一二三四五六七八九]/g, (digit) => String(Math.max(CHINESE_DIGITS.indexOf(digit), 0)));
}

function mended<V extends string | number>(value: V, from: string): ReadCell<V> {
  if (String(value) === from) return { value };
  const message = `“${shortened(from)}” was read as ${value}.`;
  return { value, fault: { code: ImportProblemCode.MENDED, message, suggestion: String(value) } };
}

/** A code or number of a list, its full-width characters mended. */
export function readCode(cell: Cell): ReadCell<string> {
  const { value } = readText(cell);
  if (value === null) return { value };
  const code = value.normalize('NFKC').toUpperCase();
  if (code.length <= MAX_CODE_LENGTH) return mended(code, value);
  const message = `“${shortened(value)}” has more than ${MAX_CODE_LENGTH} characters.`;
  return { value: null, fault: { code: ImportProblemCode.INVALID_VALUE, message } };
}

export function readYear(cell: Cell): ReadCell<number> {
  const { value } = readText(cell);
  if (value === null) return { value };
  const [, year] = /^(\d{4})(?:\s*年度?|-\d{2}-\d{2})?$/.exec(plainDigits(value)) ?? [];
  const number = Number(year);
  if (number >= FIRST_YEAR && number <= LAST_YEAR) return mended(number, value);
  const message = `“${shortened(value)}” is no year from ${FIRST_YEAR} to ${LAST_YEAR}.`;
  const [suggestion = null] = /(?:19|20)\d{2}/.exec(plainDigits(value)) ?? [];
  return { value: null, fault: { code: ImportProblemCode.BAD_YEAR, message, suggestion } };
}

export function readDate(cell: Cell): ReadCell<string> {
  const { value } = readText(cell);
  if (value === null) return { value };
  const found = /^(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?|年)?$/.exec(plainDigits(value));
  const parts = (found?.slice(1) ?? []).filter((part: string | undefined) => part !== undefined);
  const date = parts.map((part) => part.padStart(2, '0')).join('-');
  const whole = date.length === 10 ? date : `${date}${'-01'.repeat(3 - parts.length)}`;
  const moment = new Date(`${whole}T00:00:00Z`);
  if (parts.length > 0 && !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(whole)) {
    return mended(date, value);
  }
  const message = `“${shortened(value)}” is no date such as 2023, 2023-07 or 2023-07-28.`;
  return { value: null, fault: { code: ImportProblemCode.BAD_DATE, message } };
}

/** One entry of a closed list, and every text by which it is known. */
export interface Choice<V> {
  readonly value: V;
  readonly names: readonly string[];
}

const RECOGNITIONS: readonly Choice<Recognition>[] = [
  { value: Recognition.AWARDED, names: ['AWARDED', '获奖', '已获奖', '获得'] },
  { value: Recognition.NOMINATED, names: ['NOMINATED', '提名', '被提名', '公示'] },
  { value: Recognition.REPORTED, names: ['REPORTED', '报道', '已报道', '展出', '入围'] },
];

const SOURCE_KINDS: readonly Choice<SourceKind>[] = [
  { value: SourceKind.OFFICIAL_LIST, names: ['OFFICIAL_LIST', '名单', '官方名单', '获奖名单'] },
  { value: SourceKind.NEWS, names: ['NEWS', '新闻', '报道'] },
  { value: SourceKind.REPOST, names: ['REPOST', '转载'] },
];

export const readRecognition = (cell: Cell): ReadCell<Recognition> =>
  readChoice(cell, RECOGNITIONS, ImportProblemCode.UNKNOWN_VALUE, '');

export const readSourceKind = (cell: Cell): ReadCell<SourceKind> =>
  readChoice(cell, SOURCE_KINDS, ImportProblemCode.UNKNOWN_VALUE, '');

/** Names that end like this are looked for without it too: 吉林省 is 吉林. */
const REGION_END = /(省|市|壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区)$/;

/**
 * The entry of a closed list that a cell names.
 *
 * @param unknown what it is when it names none
 * @param what the kind of the entries, for the message
 */
export function readChoice<V extends string>(
  cell: Cell,
  choices: readonly Choice<V>[],
  unknown: ImportProblemCode,
  what: string,
): ReadCell<V> {
  const { value } = readText(cell);
  if (value === null) return { value };
  const find = (text: string): V | undefined =>
    choices.find(({ names }) => names.some((name) => name.toLowerCase() === text.toLowerCase()))?.value;
  const found = find(value);
  if (found !== undefined) return { value: found };
  const plain = value.normalize('NFKC').replace(REGION_END, '').trim();
  const meant = find(plain);
  if (meant !== undefined) return { ...mended(plain, value), value: meant };
  const allowed = choices.map(({ names }) => names[1] ?? names[0]);
  const like = nearest(
    value,
    choices.flatMap(({ names }) => names),
  );
  const message = `“${shortened(value)}” is none of ${what}${allowed.join(', ')}.`;
  return { value: null, fault: { code: unknown, message, suggestion: like } };
}

/** Half of a character: what is left of one that is cut. */
const HALF = /\p{Cs}/u;

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60).replace(HALF, '')}…` : text;
}
