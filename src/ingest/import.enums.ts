import { registerEnumType } from '@nestjs/graphql';
import { RowAction } from './plan/planned.js';

/** How far an import is. */
export enum ImportState {
  CHECKED = 'CHECKED',
  APPLIED = 'APPLIED',
  REVERTED = 'REVERTED',
}

registerEnumType(ImportState, {
  name: 'ImportState',
  description: 'How far an import is.',
  valuesMap: {
    CHECKED: { description: 'The file was checked; nothing of it is in the catalogue.' },
    APPLIED: { description: 'What the check showed was written.' },
    REVERTED: { description: 'It was written, and taken back.' },
  },
});

registerEnumType(RowAction, {
  name: 'ImportAction',
  description: 'What comes of a row.',
  valuesMap: {
    CREATE: { description: 'It makes a new achievement.' },
    CHANGE: { description: 'It changes the achievement whose code it gives.' },
    KEEP: { description: 'It says what the catalogue has already.' },
    REFUSE: { description: 'It has problems. Nothing of the file can be applied before they are solved.' },
  },
});
