import { Field, Float, GraphQLISODateTime, Int, ObjectType } from '@nestjs/graphql';
import { connectionType, edgeType } from '../../common/pagination/connection.type.js';

@ObjectType({ description: 'A file of a snapshot. It never changes.' })
export class SnapshotFile {
  @Field({ description: 'Its name.' })
  name: string;

  @Field({ description: 'Media type of its content.' })
  mediaType: string;

  @Field(() => Float, { description: 'Number of its bytes.' })
  bytes: number;

  @Field({ description: 'SHA-256 of its content, in hexadecimal digits.' })
  sha256: string;
}

@ObjectType({ description: 'A release of the whole data, which stays as it is: made to be cited.' })
export class Snapshot {
  @Field({ description: 'Its version: the day, in UTC, and a number from 1 on that day.' })
  version: string;

  @Field(() => GraphQLISODateTime, { description: 'When it was made.' })
  createdAt: Date;

  @Field({ description: 'What it was made for.' })
  note: string;

  @Field(() => Int, { description: 'Revision of the catalogue that was frozen.' })
  revision: number;

  @Field(() => [SnapshotFile], { description: 'Its files: the data package, and each dataset by itself.' })
  files: SnapshotFile[];
}

export const SnapshotEdge = edgeType('Snapshot', () => Snapshot);
export const SnapshotConnection = connectionType('Snapshot', () => SnapshotEdge);

@ObjectType({ description: 'The snapshot that was made.' })
export class CreateSnapshotPayload {
  @Field({ description: 'The snapshot.' })
  snapshot: Snapshot;
}
