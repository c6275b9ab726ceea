import { type Dataset, fieldsOf, listOf, RECORD_STATE, rowOf } from './dataset.js';

const LEADERS = 'studio_leader l JOIN craftsman c ON c.code = l.craftsman_code WHERE l.studio_code = t.code';

const fields = fieldsOf({
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
  ...RECORD_STATE,
});

/** The innovation studios. */
export const STUDIOS: Dataset = {
  name: 'studios',
  type: 'Studio',
  title: 'Innovation studios',
  doc: 'Innovation studios: named teams around one or more craftsmen.',
  fields,
  from: 'studio t LEFT JOIN organisation o ON o.code = t.organisation_code',
  row: rowOf(fields),
};
