import { type AchievementFilter } from '../catalog/achievement/achievement.input.js';
import { parseGlobalId } from '../common/graphql/global-id.js';
import { EVERY_RECORD, type RecordFilter, type ValueField } from './search.port.js';

type FieldName = Exclude<keyof AchievementFilter, 'and' | 'or' | 'not'>;

/** Translates the value of one filter field. */
type Translation<V> = (value: V) => RecordFilter;

interface Lists {
  anyOf?: string[] | null;
  allOf?: string[] | null;
  noneOf?: string[] | null;
}

function all(...of: RecordFilter[]): RecordFilter {
  return of.length === 1 ? (of[0] as RecordFilter) : { kind: 'all', of };
}

/** A set of plain values. */
function values(field: ValueField): Translation<Lists> {
  return ({ anyOf, allOf, noneOf }) =>
    all(
      ...(anyOf ? [{ kind: 'anyOf', field, values: anyOf } as const] : []),
      ...(allOf ? [{ kind: 'allOf', field, values: allOf } as const] : []),
      ...(noneOf ? [{ kind: 'not', of: { kind: 'anyOf', field, values: noneOf } } as const] : []),
    );
}

/** A set of codes, which clients may send as global ids. */
function codes(field: ValueField): Translation<Lists> {
  const translate = values(field);
  const plain = (list: string[] | null | undefined): string[] | null =>
    list?.map((value) => parseGlobalId(value)?.code ?? value) ?? null;
  return ({ anyOf, allOf, noneOf }) =>
    translate({ anyOf: plain(anyOf), allOf: plain(allOf), noneOf: plain(noneOf) });
}

/** One translation for every field of the filter; the compiler insists that none is forgotten. */
const TRANSLATIONS: { readonly [K in FieldName]-?: Translation<NonNullable<AchievementFilter[K]>> } = {
  code: codes('code'),
  industry: codes('industry'),
  region: codes('region'),
  studio: codes('studio'),
  craftsman: codes('craftsman'),
  organisation: codes('organisation'),
  award: codes('award'),
  awardWon: codes('awardWon'),
  awardLevel: values('awardLevel'),
  recognition: values('recognition'),
  sourceKind: values('sourceKind'),
  year: ({ gte, lte }) =>
    gte == null && lte == null
      ? EVERY_RECORD
      : { kind: 'range', field: 'year', gte: gte ?? null, lte: lte ?? null },
  title: ({ contains }) => ({ kind: 'titleContains', text: contains }),
  updatedSince: (moment) => ({ kind: 'since', field: 'updatedAt', moment }),
  missing: (fields) => ({ kind: 'allOf', field: 'missing', values: fields }),
  inCollection: (slug) => ({ kind: 'inCollection', slug }),
};

/**
 * The filter of achievements as a condition on records; the two agree on every record. A filter is checked before,
 * where lists check theirs.
 *
 * @param without a field whose conditions at the top of the filter, and in what it joins by `and`, are left out
 */
export function toRecordFilter(
  filter: AchievementFilter | null | undefined,
  without?: FieldName,
): RecordFilter {
  const terms: RecordFilter[] = [];
  for (const [key, value] of Object.entries(filter ?? {}) as [keyof AchievementFilter, unknown][]) {
    if (value == null || key === without) continue;
    const term = toTerm(key, value, without);
    if (term.kind === 'all') terms.push(...term.of);
    else terms.push(term);
  }
  return terms.length === 0 ? EVERY_RECORD : all(...terms);
}

function toTerm(key: keyof AchievementFilter, value: unknown, without: FieldName | undefined): RecordFilter {
  if (key === 'and') {
    return { kind: 'all', of: (value as AchievementFilter[]).map((each) => toRecordFilter(each, without)) };
  }
  if (key === 'or') {
    return { kind: 'any', of: (value as AchievementFilter[]).map((each) => toRecordFilter(each)) };
  }
  if (key === 'not') return { kind: 'not', of: toRecordFilter(value as AchievementFilter) };
  return (TRANSLATIONS[key] as Translation<unknown>)(value);
}

/** The values that a filter asks for in one field, at its top and in what it joins by `and`. */
export function selectedValues(filter: AchievementFilter | null | undefined, field: FieldName): string[] {
  const condition = filter?.[field] as Lists | null | undefined;
  const own = [...(condition?.anyOf ?? []), ...(condition?.allOf ?? [])];
  const joined = (filter?.and ?? []).flatMap((each) => selectedValues(each, field));
  return [...new Set([...own, ...joined].map((value) => parseGlobalId(value)?.code ?? value))];
}
