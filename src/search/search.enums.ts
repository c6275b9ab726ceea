import { registerEnumType } from '@nestjs/graphql';
import { type SearchedField } from '../record/record.fields.js';

/** What achievements can be counted by. */
export enum Facet {
  INDUSTRY = 'INDUSTRY',
  REGION = 'REGION',
  RECOGNITION = 'RECOGNITION',
  AWARD = 'AWARD',
  AWARD_LEVEL = 'AWARD_LEVEL',
  YEAR = 'YEAR',
  ORGANISATION = 'ORGANISATION',
  STUDIO = 'STUDIO',
  CRAFTSMAN = 'CRAFTSMAN',
  SOURCE_KIND = 'SOURCE_KIND',
}

registerEnumType(Facet, {
  name: 'Facet',
  description:
    'What achievements can be counted by. AchievementFilter has a field of the same name for each.',
  valuesMap: {
    INDUSTRY: { description: 'Industry; keys are its codes.' },
    REGION: { description: 'Region where the work was done; keys are its codes.' },
    RECOGNITION: { description: 'Standing with an award; only AWARDED is a win.' },
    AWARD: { description: 'Award named, won or not; keys are its codes.' },
    AWARD_LEVEL: { description: 'Level of a grant, as the source words it, won or not.' },
    YEAR: { description: 'Year; comes with a range.' },
    ORGANISATION: { description: 'Unit named, lead or partner; keys are its codes.' },
    STUDIO: { description: 'Innovation studio; keys are its codes.' },
    CRAFTSMAN: { description: 'Person named; keys are their codes.' },
    SOURCE_KIND: { description: 'Kind of source.' },
  },
});

/** The order of a facet's values. */
export enum FacetOrder {
  COUNT = 'COUNT',
  LABEL = 'LABEL',
}

registerEnumType(FacetOrder, {
  name: 'FacetOrder',
  description: "The order of a facet's values.",
  valuesMap: {
    COUNT: { description: 'Most records first, then by label.' },
    LABEL: { description: 'By label: Chinese in pinyin order; years latest first.' },
  },
});

/** The orders of a search. */
export enum SearchSort {
  RELEVANCE = 'RELEVANCE',
  CODE_ASC = 'CODE_ASC',
  CODE_DESC = 'CODE_DESC',
  TITLE_ASC = 'TITLE_ASC',
  TITLE_DESC = 'TITLE_DESC',
  UPDATED_ASC = 'UPDATED_ASC',
  UPDATED_DESC = 'UPDATED_DESC',
  YEAR_ASC = 'YEAR_ASC',
  YEAR_DESC = 'YEAR_DESC',
}

registerEnumType(SearchSort, {
  name: 'SearchSort',
  description: 'The order of a search; the code decides between equals.',
  valuesMap: {
    RELEVANCE: { description: 'Best match first; by code when nothing is looked for. Only by itself.' },
    CODE_ASC: { description: 'By code, lowest first.' },
    CODE_DESC: { description: 'By code, highest first.' },
    TITLE_ASC: { description: 'By Chinese title in pinyin.' },
    TITLE_DESC: { description: 'By Chinese title in pinyin, the other way round.' },
    UPDATED_ASC: { description: 'Longest unchanged first.' },
    UPDATED_DESC: { description: 'Last changed first.' },
    YEAR_ASC: { description: 'Earliest year first; records without a year last.' },
    YEAR_DESC: { description: 'Latest year first; records without a year last.' },
  },
});

/** What answered a search. */
export enum Backend {
  MEILISEARCH = 'MEILISEARCH',
  POSTGRESQL = 'POSTGRESQL',
}

registerEnumType(Backend, {
  name: 'Backend',
  description: 'What answered a search.',
  valuesMap: {
    MEILISEARCH: { description: 'The search index, which follows the catalogue at a short distance.' },
    POSTGRESQL: { description: 'The catalogue itself, exact at once.' },
  },
});

/** How something was found. */
export enum MatchKind {
  TEXT = 'TEXT',
  VARIANT = 'VARIANT',
  PREFIX = 'PREFIX',
  SYNONYM = 'SYNONYM',
  TYPO = 'TYPO',
  PINYIN = 'PINYIN',
}

registerEnumType(MatchKind, {
  name: 'MatchKind',
  description: 'How something was found.',
  valuesMap: {
    TEXT: { description: 'As it was typed, letter case and width aside.' },
    VARIANT: { description: 'In the other Chinese script, or another form of the same signs (Ⅱ and II).' },
    PREFIX: { description: 'As the beginning of a word.' },
    SYNONYM: { description: 'By a synonym that the curators keep.' },
    TYPO: { description: 'With a letter or two of difference.' },
    PINYIN: { description: 'By its pinyin, in full or by initials.' },
  },
});

/** A field that searches look in. */
export enum SearchField {
  TITLE = 'TITLE',
  TITLE_EN = 'TITLE_EN',
  CRAFTSMAN = 'CRAFTSMAN',
  STUDIO = 'STUDIO',
  ORGANISATION = 'ORGANISATION',
  AWARD = 'AWARD',
  INDUSTRY = 'INDUSTRY',
  REGION = 'REGION',
  FIGURES = 'FIGURES',
  CODE = 'CODE',
  LIST_CODE = 'LIST_CODE',
  AWARD_LEVEL = 'AWARD_LEVEL',
}

registerEnumType(SearchField, {
  name: 'SearchField',
  description: 'A field that searches look in, heaviest first.',
  valuesMap: {
    TITLE: { description: 'Chinese title.' },
    TITLE_EN: { description: 'English title.' },
    CRAFTSMAN: { description: 'Name of a person.' },
    STUDIO: { description: 'Name of the innovation studio.' },
    ORGANISATION: { description: 'Name of a unit.' },
    AWARD: { description: 'Name of an award, won or not.' },
    INDUSTRY: { description: 'Name of the industry, Chinese or English.' },
    REGION: { description: 'Name of the region, Chinese or English.' },
    FIGURES: { description: 'Figures on the effect.' },
    CODE: { description: 'Code.' },
    LIST_CODE: { description: 'Number in an award list.' },
    AWARD_LEVEL: { description: 'Level of an award, as the source words it, won or not.' },
  },
});

/** The searched fields of a record under their public names. */
export const SEARCH_FIELD_OF: Readonly<Record<SearchedField, SearchField>> = {
  title: SearchField.TITLE,
  titleEn: SearchField.TITLE_EN,
  craftsmanNames: SearchField.CRAFTSMAN,
  studioName: SearchField.STUDIO,
  organisationNames: SearchField.ORGANISATION,
  awardNames: SearchField.AWARD,
  industryNames: SearchField.INDUSTRY,
  regionNames: SearchField.REGION,
  figures: SearchField.FIGURES,
  code: SearchField.CODE,
  listCodes: SearchField.LIST_CODE,
  awardLevel: SearchField.AWARD_LEVEL,
};
