import { registerEnumType } from '@nestjs/graphql';

/** Who can see a collection. */
export enum Visibility {
  PRIVATE = 'PRIVATE',
  SHARED = 'SHARED',
  PUBLIC = 'PUBLIC',
}

registerEnumType(Visibility, {
  name: 'Visibility',
  description: 'Who can see a collection. Every key with the scope CURATE sees, and can change, all of them.',
  valuesMap: {
    PRIVATE: { description: 'Curators only.' },
    SHARED: { description: 'Curators, and whoever has a link to it that has not expired.' },
    PUBLIC: { description: 'Everyone.' },
  },
});

/** What was done to a collection. */
export enum CollectionChangeKind {
  CREATE = 'CREATE',
  UPDATE = 'UPDATE',
  PUT_BACK = 'PUT_BACK',
  DELETE = 'DELETE',
  RESTORE = 'RESTORE',
}

registerEnumType(CollectionChangeKind, {
  name: 'CollectionChangeKind',
  description: 'What was done to a collection.',
  valuesMap: {
    CREATE: { description: 'It was made, perhaps as a copy.' },
    UPDATE: { description: 'It was changed.' },
    PUT_BACK: { description: 'It was given the content of an earlier version, as by an undo.' },
    DELETE: { description: 'It was removed.' },
    RESTORE: { description: 'It was brought back.' },
  },
});

/** How a link stands. */
export enum ShareStatus {
  ACTIVE = 'ACTIVE',
  EXPIRED = 'EXPIRED',
  REVOKED = 'REVOKED',
}

registerEnumType(ShareStatus, {
  name: 'ShareStatus',
  description: 'How a link to a collection stands.',
  valuesMap: {
    ACTIVE: { description: 'It works, as long as the collection is SHARED.' },
    EXPIRED: { description: 'Its time is over.' },
    REVOKED: { description: 'A curator has ended it.' },
  },
});
