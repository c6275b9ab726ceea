import { Check, Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import { OptionalText } from '../../database/base-columns.js';

/** A file of a snapshot, as it was written. */
export interface StoredFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** A release of the whole data. The database refuses to change or remove one. */
@Entity('snapshot')
@Index('uq_snapshot_version', ['version'], { unique: true })
@Index('uq_snapshot_request', { synchronize: false })
@Check('ck_snapshot_version', `version ~ '^[0-9]{4}\\.[0-9]{2}\\.[0-9]{2}-[1-9][0-9]*$'`)
@Check('ck_snapshot_files', `jsonb_typeof(files) = 'array'`)
@Check('ck_snapshot_request', '(request_key IS NULL) = (fingerprint IS NULL)')
export class SnapshotEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'pk_snapshot',
  })
  id: string;

  /** Its day, in UTC, and a number from 1 on that day. */
  @Column({ type: 'text' })
  version: string;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  createdAt: Date;

  /** Id of the API key; null for an operator at the command line. */
  @OptionalText()
  keyId: string | null;

  /** Name of the key. */
  @Column({ type: 'text' })
  author: string;

  @Column({ type: 'text' })
  note: string;

  /** Revision of the catalogue that was frozen. */
  @Column({ type: 'integer' })
  revision: number;

  @Column({ type: 'jsonb' })
  files: StoredFile[];

  /** What the client calls its request, so that it is carried out once however often it is sent. */
  @OptionalText()
  requestKey: string | null;

  /** Hash of what the request asked for. */
  @OptionalText()
  fingerprint: string | null;
}
