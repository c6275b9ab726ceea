import { type EditedType } from './edits.js';

/** A table of links that belong to a record, written anew with it. */
export interface LinkTable {
  readonly table: string;
  /** Column of the record to which the links belong. */
  readonly owner: string;
  /** Its columns, and what selects them for the records `r` (code, state). */
  readonly columns: string;
  readonly select: string;
}

/** Where the state of one kind of record is kept: from its tables to the document, and back. */
export interface StateTable {
  readonly table: string;
  /** How codes of its kind begin. */
  readonly prefix: string;
  /** The document of the record `t`. */
  readonly state: string;
  /** The columns of its own table, and the value of each for the record `r` (code, state, source). */
  readonly columns: Readonly<Record<string, string>>;
  readonly links: readonly LinkTable[];
}

const text = (field: string): string => `r.state->>'${field}'`;
const integer = (field: string): string => `(r.state->>'${field}')::integer`;
const flag = (field: string): string => `(r.state->>'${field}')::boolean`;
const texts = (field: string): string => `ARRAY(SELECT jsonb_array_elements_text(r.state->'${field}'))`;

/** A list of links of the record `t` in their order. */
const listOf = (value: string, table: string, owner: string): string =>
  `(SELECT coalesce(jsonb_agg(${value} ORDER BY l.position), '[]') FROM ${table} l WHERE l.${owner} = t.code`;

const ACHIEVEMENT: StateTable = {
  table: 'achievement',
  prefix: 'WIA-',
  state: `jsonb_build_object('title', t.title, 'titleEn', t.title_en, 'industry', t.industry_code,
    'region', t.region_code, 'studio', t.studio_code,
    'organisation', (SELECT l.organisation_code FROM achievement_organisation l
      WHERE l.achievement_code = t.code AND l.role = 'LEAD'),
    'partnerOrganisations', ${listOf('l.organisation_code', 'achievement_organisation', 'achievement_code')} AND l.role = 'PARTNER'),
    'craftsmen', ${listOf(`jsonb_build_object('craftsman', l.craftsman_code, 'role', l.role)`, 'achievement_craftsman', 'achievement_code')}),
    'peoplePartial', t.people_partial, 'recognition', t.recognition,
    'grants', ${listOf(`jsonb_build_object('award', l.award_code, 'recognition', l.recognition, 'level', l.level, 'year', l.year, 'listCode', l.list_code)`, 'award_grant', 'achievement_code')}),
    'year', t.year, 'figures', to_jsonb(t.figures), 'exhibitedAt', t.exhibited_at,
    'source', (SELECT jsonb_build_object('kind', s.kind, 'publisher', s.publisher, 'title', s.title, 'date', s.date, 'url', s.url)
      FROM source s WHERE s.id = t.source_id))`,
  columns: {
    title: text('title'),
    title_en: text('titleEn'),
    industry_code: text('industry'),
    region_code: text('region'),
    studio_code: text('studio'),
    recognition: text('recognition'),
    year: integer('year'),
    figures: texts('figures'),
    exhibited_at: text('exhibitedAt'),
    people_partial: flag('peoplePartial'),
    source_id: 'r.source',
  },
  links: [
    {
      table: 'achievement_organisation',
      owner: 'achievement_code',
      columns: 'achievement_code, organisation_code, role, position',
      select: `SELECT r.code, r.state->>'organisation', 'LEAD', 0 FROM r WHERE r.state->>'organisation' IS NOT NULL
        UNION ALL SELECT r.code, l.value, 'PARTNER', l.ordinality
        FROM r CROSS JOIN jsonb_array_elements_text(r.state->'partnerOrganisations') WITH ORDINALITY l`,
    },
    {
      table: 'achievement_craftsman',
      owner: 'achievement_code',
      columns: 'achievement_code, craftsman_code, role, position',
      select: `SELECT r.code, l.value->>'craftsman', l.value->>'role', l.ordinality
        FROM r CROSS JOIN jsonb_array_elements(r.state->'craftsmen') WITH ORDINALITY l`,
    },
    {
      table: 'award_grant',
      owner: 'achievement_code',
      columns: 'achievement_code, position, award_code, recognition, level, year, list_code',
      select: `SELECT r.code, l.ordinality, l.value->>'award', l.value->>'recognition', l.value->>'level',
          (l.value->>'year')::integer, l.value->>'listCode'
        FROM r CROSS JOIN jsonb_array_elements(r.state->'grants') WITH ORDINALITY l`,
    },
  ],
};

const CRAFTSMAN: StateTable = {
  table: 'craftsman',
  prefix: 'CRF-',
  state: `jsonb_build_object('name', t.name, 'organisation', t.organisation_code, 'organisationBasis', t.organisation_basis,
    'trade', t.trade, 'honours', to_jsonb(t.honours), 'region', t.region_code, 'studio', t.studio_code,
    'sourceUrl', t.source_url)`,
  columns: {
    name: text('name'),
    organisation_code: text('organisation'),
    organisation_basis: text('organisationBasis'),
    trade: text('trade'),
    honours: texts('honours'),
    region_code: text('region'),
    studio_code: text('studio'),
    source_url: text('sourceUrl'),
  },
  links: [],
};

const STUDIO: StateTable = {
  table: 'studio',
  prefix: 'STU-',
  state: `jsonb_build_object('name', t.name, 'organisation', t.organisation_code, 'region', t.region_code,
    'industry', t.industry_code, 'leaders', ${listOf('l.craftsman_code', 'studio_leader', 'studio_code')}),
    'sourceUrl', t.source_url)`,
  columns: {
    name: text('name'),
    organisation_code: text('organisation'),
    region_code: text('region'),
    industry_code: text('industry'),
    source_url: text('sourceUrl'),
  },
  links: [
    {
      table: 'studio_leader',
      owner: 'studio_code',
      columns: 'studio_code, craftsman_code, position',
      select: `SELECT r.code, l.value, l.ordinality
        FROM r CROSS JOIN jsonb_array_elements_text(r.state->'leaders') WITH ORDINALITY l`,
    },
  ],
};

const ORGANISATION: StateTable = {
  table: 'organisation',
  prefix: 'ORG-',
  state: `jsonb_build_object('name', t.name, 'region', t.region_code)`,
  columns: { name: text('name'), region_code: text('region') },
  links: [],
};

const AWARD: StateTable = {
  table: 'award',
  prefix: 'AWD-',
  state: `jsonb_build_object('name', t.name)`,
  columns: { name: text('name') },
  links: [],
};

export const STATE_TABLES: Readonly<Record<EditedType, StateTable>> = {
  Organisation: ORGANISATION,
  Award: AWARD,
  Studio: STUDIO,
  Craftsman: CRAFTSMAN,
  Achievement: ACHIEVEMENT,
};
