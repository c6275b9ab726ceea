import { Field, GraphQLISODateTime, ObjectType, registerEnumType } from '@nestjs/graphql';
import { JSON_VALUE } from '../../common/graphql/json.scalar.js';
import { connectionType, edgeType } from '../../common/pagination/connection.type.js';
import { FeedKind } from '../../record/feed/feed-kind.js';

registerEnumType(FeedKind, {
  name: 'RecordChangeKind',
  description: 'What became of a record.',
  valuesMap: {
    CREATE: { description: 'It is new.' },
    UPDATE: {
      description:
        'Its row changed, by an edit of its own, of a record whose name it shows or of one that it lists.',
    },
    WITHDRAW: { description: 'It was withdrawn; `reason` says why.' },
    RESTORE: { description: 'It is back after it was withdrawn or merged.' },
    MERGE: { description: 'It was merged into another record, `mergedInto`.' },
  },
});

@ObjectType({
  description:
    'One step of the catalogue: replace the row of this code by `row`, or remove it when there is none.',
})
export class RecordChange {
  @Field({ description: 'Opaque position in the feed: keep it once the change is applied, as `since`.' })
  position: string;

  @Field(() => FeedKind, { description: 'What became of the record.' })
  kind: FeedKind;

  @Field({
    description:
      'GraphQL type of the record: Achievement, Craftsman, Studio, Organisation, Award, Industry or Region.',
  })
  type: string;

  @Field({ description: 'Permanent code of the record.' })
  code: string;

  @Field(() => GraphQLISODateTime, { description: 'When it was published.' })
  at: Date;

  @Field(() => JSON_VALUE, {
    nullable: true,
    description:
      'The whole row of the record after the change, as the exports in JSON have it; null when it was withdrawn or merged.',
  })
  row: object | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why it was withdrawn or merged; null for any other change.',
  })
  reason: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Code of the record into which it was merged; null for any other change.',
  })
  mergedInto: string | null;
}

export const RecordChangeEdge = edgeType('RecordChange', () => RecordChange);
export const RecordChangeConnection = connectionType('RecordChange', () => RecordChangeEdge);
