import { type IndustryRow } from '../../catalog/catalog.rows.js';
import { Lang, type Translations } from '../../common/graphql/text.type.js';
import { matchFields } from '../../common/text/match.js';
import { type QueryPlan, type Run } from '../../common/text/text.types.js';
import { type PublicRecord } from '../../record/record.fields.js';
import { type FoundName } from '../engines/postgres/name-search.js';
import { EntityType, type Suggestion } from './suggest.types.js';

/** A suggestion as its resolver reads it. */
export interface SuggestionSource extends Omit<Suggestion, 'highlight'> {
  readonly label: Translations;
  readonly highlight: Run[];
}

/** The kinds whose names are found, with the filter that each is chosen by. */
const NAMED = {
  Craftsman: { type: EntityType.CRAFTSMAN, filter: 'craftsman' },
  Studio: { type: EntityType.STUDIO, filter: 'studio' },
  Organisation: { type: EntityType.ORGANISATION, filter: 'organisation' },
} as const;

/** The kinds whose names are looked for, as the projection calls them. */
export function namedTypes(types: readonly EntityType[]): string[] {
  return Object.entries(NAMED)
    .filter(([, { type }]) => types.includes(type))
    .map(([name]) => name);
}

export function suggestName(
  { type: name, code, name: label, records }: FoundName,
  plan: QueryPlan,
): SuggestionSource {
  const { type, filter } = NAMED[name as keyof typeof NAMED];
  return suggestion(type, code, { [Lang.ZH]: label }, records, { [filter]: { anyOf: [code] } }, plan);
}

export function suggestIndustry(industry: IndustryRow, count: number, plan: QueryPlan): SuggestionSource {
  const { code, name, nameEn } = industry;
  const label = { [Lang.ZH]: name, [Lang.EN]: nameEn };
  return suggestion(EntityType.INDUSTRY, code, label, count, { industry: { anyOf: [code] } }, plan);
}

export function suggestAchievement(
  { code, title, titleEn }: PublicRecord,
  plan: QueryPlan,
): SuggestionSource {
  const label = { [Lang.ZH]: title, [Lang.EN]: titleEn };
  return suggestion(EntityType.ACHIEVEMENT, code, label, 1, { code: { anyOf: [code] } }, plan);
}

/** Whether every term of a query is found in a name, in its Chinese or its English text. */
export function isNamed(zh: string, en: string | null, plan: QueryPlan): boolean {
  const names = [
    { field: 'zh', text: zh, pinyin: true },
    { field: 'en', text: en ?? '', pinyin: false },
  ];
  return plan.must.every((piece) => matchFields({ must: [piece], mustNot: [] }, names).length > 0);
}

function suggestion(
  type: EntityType,
  code: string,
  label: Translations,
  achievementCount: number,
  filter: object,
  plan: QueryPlan,
): SuggestionSource {
  const text = label[Lang.ZH];
  const [match] = matchFields(plan, [
    { field: 'name', text, pinyin: true, name: type === EntityType.CRAFTSMAN },
  ]);
  const highlight = match ? [...match.runs] : [{ text, matched: false }];
  return { type, code, label, achievementCount, filter, highlight };
}

/** The first of several lists taken in turns, so that each kind shows its best. */
export function inTurns<T>(lists: readonly (readonly T[])[], first: number): T[] {
  const longest = Math.max(0, ...lists.map((list) => list.length));
  const taken: T[] = [];
  for (let place = 0; place < longest; place += 1) {
    for (const list of lists) if (list[place] !== undefined) taken.push(list[place] as T);
  }
  return taken.slice(0, first);
}
