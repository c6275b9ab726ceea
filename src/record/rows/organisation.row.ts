import { listOf, rowsOf } from './row.source.js';

const NAMED_IN = 'achievement_organisation l WHERE l.organisation_code = t.code AND l.role';

/** The public rows of units. */
export const ORGANISATION_ROWS = rowsOf('organisation', {
  code: { doc: 'Permanent code.', source: 't.code' },
  name: { doc: 'Name, as the source gives it.', source: 't.name' },
  region: {
    doc: 'Code of the one region of the innovation studios that it runs; unknown when their sources name none or several.',
    optional: true,
    refersTo: 'Region',
    source: 't.region_code',
  },
  studios: {
    doc: 'Codes of the innovation studios that it runs.',
    list: true,
    refersTo: 'Studio',
    source: listOf('s.code', 'studio s WHERE s.organisation_code = t.code', '1'),
  },
  achievementsLed: {
    doc: 'Codes of the achievements that name it as the lead unit.',
    list: true,
    refersTo: 'Achievement',
    source: listOf('l.achievement_code', `${NAMED_IN} = 'LEAD'`, '1'),
  },
  achievementsPartnered: {
    doc: 'Codes of the achievements that name it as a further unit.',
    list: true,
    refersTo: 'Achievement',
    source: listOf('l.achievement_code', `${NAMED_IN} = 'PARTNER'`, '1'),
  },
});
