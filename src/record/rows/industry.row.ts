import { rowsOf } from './row.source.js';

/** The public rows of industries. */
export const INDUSTRY_ROWS = rowsOf('industry', {
  code: { doc: 'Permanent code.', source: 't.code' },
  name: { doc: 'Chinese name.', source: 't.name' },
  nameEn: { doc: 'English name.', source: 't.name_en' },
  description: { doc: 'What belongs to it, in Chinese.', source: 't.description' },
  descriptionEn: { doc: 'What belongs to it, in English.', source: 't.description_en' },
  position: { doc: 'Place in the list, from 1.', type: 'integer', source: 't.position' },
  shownAtConference: {
    doc: 'Whether the conference of July 2023 showed it as one of its seven fields.',
    type: 'boolean',
    source: 't.shown_at_conference',
  },
});
