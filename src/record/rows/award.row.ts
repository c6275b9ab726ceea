import { rowsOf } from './row.source.js';

/** The public rows of awards. */
export const AWARD_ROWS = rowsOf('award', {
  code: { doc: 'Permanent code.', source: 't.code' },
  name: { doc: 'Name, as the source gives it.', source: 't.name' },
});
