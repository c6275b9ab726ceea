import { listOf, rowsOf } from './row.source.js';

const LEADERS = 'studio_leader l JOIN craftsman c ON c.code = l.craftsman_code WHERE l.studio_code = t.code';

/** The public rows of innovation studios. */
export const STUDIO_ROWS = rowsOf(
  'studio',
  {
    code: { doc: 'Permanent code.', source: 't.code' },
    name: { doc: 'Name, as the source gives it.', source: 't.name' },
    organisation: {
      doc: 'Code of the unit that runs it.',
      optional: true,
      refersTo: 'Organisation',
      source: 't.organisation_code',
    },
    organisationName: { doc: 'Name of that unit.', optional: true, source: 'o.name' },
    leaders: {
      doc: "Codes of the people who lead it, in the source's order.",
      list: true,
      refersTo: 'Craftsman',
      source: listOf('l.craftsman_code', LEADERS, 'l.position'),
    },
    leaderNames: {
      doc: "Names of the people who lead it, in the source's order.",
      list: true,
      source: listOf('c.name', LEADERS, 'l.position'),
    },
    region: { doc: 'Code of the region.', optional: true, refersTo: 'Region', source: 't.region_code' },
    industry: {
      doc: 'Code of the industry.',
      optional: true,
      refersTo: 'Industry',
      source: 't.industry_code',
    },
    achievements: {
      doc: 'Codes of the achievements that name it.',
      list: true,
      refersTo: 'Achievement',
      source: listOf('a.code', 'achievement a WHERE a.studio_code = t.code', '1'),
    },
    sourceUrl: { doc: 'Address of the page that reports it.', optional: true, source: 't.source_url' },
  },
  'LEFT JOIN organisation o ON o.code = t.organisation_code',
);
