import { type Type } from '@nestjs/common';
import { Field, ObjectType } from '@nestjs/graphql';
import { EditError } from '../catalog/editing/edit.types.js';
import { type EditProblem } from '../catalog/editing/edits.js';
import { type CollectionRow } from './collection.lists.js';
import { type IssuedShare, type ShareRow } from './collection.share.js';
import { Collection, CollectionShare } from './collection.types.js';

/** What a mutation of a collection answers with. */
export interface CollectionPayload {
  readonly collection: CollectionRow | null;
  readonly errors: readonly EditProblem[];
}

/** Makes the GraphQL payload type of a mutation. */
export function collectionPayload(mutation: string): Type<CollectionPayload> {
  @ObjectType(`${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Payload`, {
    description: `What came of \`${mutation}\`.`,
  })
  class Payload implements CollectionPayload {
    @Field(() => Collection, {
      nullable: true,
      description: 'The collection as it is now; null when it was refused or removed.',
    })
    collection: CollectionRow | null;

    @Field(() => [EditError], {
      complexity: 0,
      description: 'Why it was refused, with nothing written; empty when it was done.',
    })
    errors: readonly EditProblem[];
  }
  return Payload;
}

@ObjectType({ description: 'The link that was made.' })
export class ShareCollectionPayload implements IssuedShare {
  @Field(() => CollectionShare, { description: 'What is known of it from now on.' })
  share: ShareRow;

  @Field({
    description:
      'Its secret, to be sent as `share` of `collection`. It is shown now and never again; in the address of a page it belongs behind the #, which browsers send to nobody.',
  })
  secret: string;
}

@ObjectType({ description: 'The link that was ended.' })
export class RevokeCollectionSharePayload {
  @Field(() => CollectionShare, { description: 'What is known of it.' })
  share: ShareRow;
}
