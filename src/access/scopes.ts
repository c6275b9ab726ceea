import { registerEnumType } from '@nestjs/graphql';

/** What a key allows. The database checks the same list: a further scope takes a migration too. */
export enum Scope {
  READ = 'READ',
  EXPORT = 'EXPORT',
  CURATE = 'CURATE',
  IMPORT = 'IMPORT',
  KEYS = 'KEYS',
  AUDIT = 'AUDIT',
}

registerEnumType(Scope, {
  name: 'Scope',
  description: 'What a key allows.',
  valuesMap: {
    READ: { description: 'Read the public catalogue. Everyone may, and every key has it.' },
    EXPORT: { description: 'Take the whole catalogue away in one piece.' },
    CURATE: { description: 'Create, change, merge, withdraw and restore records and what belongs to them.' },
    IMPORT: { description: 'Import files, and take an import back.' },
    KEYS: { description: 'Create, list, rotate and revoke keys; never with a scope that the own key lacks.' },
    AUDIT: { description: 'Allows nothing beyond READ so far: who changed what, and why, is public.' },
  },
});
