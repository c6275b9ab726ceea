import { listOf, rowsOf } from './row.source.js';

const JOINS =
  'LEFT JOIN organisation o ON o.code = t.organisation_code LEFT JOIN studio s ON s.code = t.studio_code';

/** The public rows of people. */
export const CRAFTSMAN_ROWS = rowsOf(
  'craftsman',
  {
    code: { doc: 'Permanent code.', source: 't.code' },
    name: { doc: 'Name, as the source gives it.', source: 't.name' },
    organisation: {
      doc: 'Code of the unit with which the person is listed.',
      optional: true,
      refersTo: 'Organisation',
      source: 't.organisation_code',
    },
    organisationName: { doc: 'Name of that unit.', optional: true, source: 'o.name' },
    organisationBasis: {
      doc: 'How the unit is known: STATED, STUDIO_UNIT, SOLE_UNIT or LEAD_UNIT; with the last, the source does not say that it is the person’s own.',
      optional: true,
      source: 't.organisation_basis',
    },
    trade: { doc: 'Trade or position, as the source words it.', optional: true, source: 't.trade' },
    honours: { doc: 'Honours, as the source words them.', list: true, source: 't.honours' },
    region: { doc: 'Code of the region.', optional: true, refersTo: 'Region', source: 't.region_code' },
    studio: {
      doc: 'Code of the innovation studio of which the person is part.',
      optional: true,
      refersTo: 'Studio',
      source: 't.studio_code',
    },
    studioName: { doc: 'Name of that studio.', optional: true, source: 's.name' },
    studiosLed: {
      doc: 'Codes of the innovation studios that the person leads.',
      list: true,
      refersTo: 'Studio',
      source: listOf('l.studio_code', 'studio_leader l WHERE l.craftsman_code = t.code', '1'),
    },
    achievements: {
      doc: 'Codes of the achievements that name the person.',
      list: true,
      refersTo: 'Achievement',
      source: listOf('l.achievement_code', 'achievement_craftsman l WHERE l.craftsman_code = t.code', '1'),
    },
    sourceUrl: {
      doc: 'Address of the page that reports the person.',
      optional: true,
      source: 't.source_url',
    },
  },
  JOINS,
);
