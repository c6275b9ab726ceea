import { type AchievementFilter } from '../../catalog/achievement/achievement.input.js';
import { Recognition } from '../../catalog/achievement/achievement.enums.js';
import { AWARD_ROW, CRAFTSMAN_ROW, ORGANISATION_ROW, STUDIO_ROW } from '../../catalog/catalog.rows.js';
import { SourceKind } from '../../catalog/source/source.type.js';
import { Lang, type Translations } from '../../common/graphql/text.type.js';
import { type RowSpec } from '../../database/query/row.js';
import { Facet } from '../search.enums.js';
import { type FacetField } from '../search.port.js';

/** Where the labels of a facet's values come from. */
type LabelSource =
  | { readonly kind: 'industries' | 'regions' | 'key' }
  | { readonly kind: 'records'; readonly row: RowSpec }
  | { readonly kind: 'fixed'; readonly labels: Readonly<Record<string, Translations>> };

/** A facet: the field that it counts, the filter that chooses its values, and how it and its values are called. */
export interface FacetDefinition {
  readonly facet: Facet;
  readonly field: FacetField;
  readonly filter: Extract<keyof AchievementFilter, FacetField>;
  readonly label: Translations;
  readonly values: LabelSource;
}

function text(zh: string, en: string): Translations {
  return { [Lang.ZH]: zh, [Lang.EN]: en };
}

const RECOGNITIONS: Readonly<Record<Recognition, Translations>> = {
  [Recognition.AWARDED]: text('获奖', 'Won'),
  [Recognition.NOMINATED]: text('提名（未获奖）', 'Nominated, not won'),
  [Recognition.REPORTED]: text('报道或展出', 'Reported or shown'),
};

const SOURCE_KINDS: Readonly<Record<SourceKind, Translations>> = {
  [SourceKind.OFFICIAL_LIST]: text('官方名单', 'Official list'),
  [SourceKind.NEWS]: text('新闻报道', 'News'),
  [SourceKind.REPOST]: text('转载', 'Repost'),
};

function define(
  facet: Facet,
  field: FacetField & keyof AchievementFilter,
  label: Translations,
  values: LabelSource,
): FacetDefinition {
  return { facet, field, filter: field, label, values };
}

/** Every facet; the compiler insists that none is forgotten. */
export const FACETS: Readonly<Record<Facet, FacetDefinition>> = {
  [Facet.INDUSTRY]: define(Facet.INDUSTRY, 'industry', text('行业', 'Industry'), { kind: 'industries' }),
  [Facet.REGION]: define(Facet.REGION, 'region', text('地区', 'Region'), { kind: 'regions' }),
  [Facet.RECOGNITION]: define(Facet.RECOGNITION, 'recognition', text('获奖情况', 'Recognition'), {
    kind: 'fixed',
    labels: RECOGNITIONS,
  }),
  [Facet.AWARD]: define(Facet.AWARD, 'award', text('奖项', 'Award'), { kind: 'records', row: AWARD_ROW }),
  [Facet.AWARD_LEVEL]: define(Facet.AWARD_LEVEL, 'awardLevel', text('奖级', 'Award level'), { kind: 'key' }),
  [Facet.YEAR]: define(Facet.YEAR, 'year', text('年份', 'Year'), { kind: 'key' }),
  [Facet.ORGANISATION]: define(Facet.ORGANISATION, 'organisation', text('单位', 'Unit'), {
    kind: 'records',
    row: ORGANISATION_ROW,
  }),
  [Facet.STUDIO]: define(Facet.STUDIO, 'studio', text('创新工作室', 'Innovation studio'), {
    kind: 'records',
    row: STUDIO_ROW,
  }),
  [Facet.CRAFTSMAN]: define(Facet.CRAFTSMAN, 'craftsman', text('工匠', 'Craftsman'), {
    kind: 'records',
    row: CRAFTSMAN_ROW,
  }),
  [Facet.SOURCE_KIND]: define(Facet.SOURCE_KIND, 'sourceKind', text('来源类型', 'Kind of source'), {
    kind: 'fixed',
    labels: SOURCE_KINDS,
  }),
};
