import { ACHIEVEMENT_ROW, type AchievementRow } from '../catalog/catalog.rows.js';
import { SourceKind } from '../catalog/source/source.type.js';
import { Recognition } from '../catalog/achievement/achievement.enums.js';
import { matchFields } from '../common/text/match.js';
import { type FieldMatch, type FieldText, type QueryPlan } from '../common/text/text.types.js';
import { makeRow } from '../database/query/row.js';
import {
  isPersonal,
  RECORD_FIELDS,
  SEARCHED_FIELDS,
  searchedTexts,
  type PublicRecord,
  type SearchedField,
} from '../record/record.fields.js';
import { MatchKind, SEARCH_FIELD_OF } from './search.enums.js';
import { type EngineHit } from './search.port.js';
import { type SearchResult } from './search.service.js';
import { type SearchEdge } from './search.types.js';

/** Makes the edge of a hit. Its parts are getters: what no client selects is not worked out. */
export function toEdge(hit: EngineHit, { plan, cursorOf }: SearchResult): SearchEdge {
  let found: readonly FieldMatch[] | undefined;
  const matches = (): readonly FieldMatch[] => (found ??= plan === null ? [] : matchesOf(hit.record, plan));
  const field = (match: FieldMatch): (typeof SEARCH_FIELD_OF)[SearchedField] =>
    SEARCH_FIELD_OF[match.field as SearchedField];
  return {
    node: toAchievementRow(hit.record),
    score: hit.score,
    get cursor() {
      return cursorOf(hit);
    },
    get matchedBy() {
      const ways = new Map<ReturnType<typeof field>, Set<MatchKind>>();
      for (const match of matches()) {
        const by = ways.get(field(match)) ?? new Set();
        for (const kind of match.kinds) by.add(MatchKind[kind]);
        ways.set(field(match), by);
      }
      return [...ways].map(([name, by]) => ({ field: name, by: [...by] }));
    },
    get highlights() {
      return matches().map((match) => ({ field: field(match), runs: [...match.runs] }));
    },
  };
}

/** What was found in a record: one match for each text that has one, heaviest field first. */
function matchesOf(record: PublicRecord, plan: QueryPlan): readonly FieldMatch[] {
  const texts = SEARCHED_FIELDS.flatMap((field) =>
    searchedTexts(record, field).map((text): FieldText => ({
      field,
      text,
      pinyin: RECORD_FIELDS[field].search.pinyin,
      name: isPersonal(field),
    })),
  );
  return matchFields(plan, texts);
}

/** A record as the resolvers of achievements read it. */
function toAchievementRow(record: PublicRecord): AchievementRow {
  return makeRow<AchievementRow>(ACHIEVEMENT_ROW, {
    code: record.code,
    version: record.version,
    updatedAt: new Date(record.updatedAt),
    title: record.title,
    titleEn: record.titleEn,
    industryCode: record.industry,
    regionCode: record.region,
    studioCode: record.studio,
    recognition: Recognition[record.recognition as keyof typeof Recognition],
    year: record.year,
    figures: [...record.figures],
    exhibitedAt: record.exhibitedAt,
    peoplePartial: record.peoplePartial,
    source: {
      kind: SourceKind[record.sourceKind as keyof typeof SourceKind],
      publisher: record.sourcePublisher,
      title: record.sourceTitle,
      date: record.sourceDate,
      url: record.sourceUrl,
    },
  });
}
