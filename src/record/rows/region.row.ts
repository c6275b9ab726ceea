import { rowsOf } from './row.source.js';

/** The public rows of regions. */
export const REGION_ROWS = rowsOf('region', {
  code: { doc: 'Permanent code.', source: 't.code' },
  name: { doc: 'Chinese name.', source: 't.name' },
  nameEn: { doc: 'English name.', source: 't.name_en' },
  isoCode: {
    doc: 'ISO 3166-2 code, where the standard gives one.',
    optional: true,
    source: 't.iso_code',
  },
  position: { doc: 'Place in the list, from 1.', type: 'integer', source: 't.position' },
});
