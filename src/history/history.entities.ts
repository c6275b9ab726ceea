import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import { OptionalText } from '../database/base-columns.js';
import { ChangeKind } from './change-kind.js';

/** Everything that one request changed: who, when and why. The database refuses to change or remove it. */
@Entity('change_set')
@Index('uq_change_set_request', { synchronize: false })
@Index('ix_change_set_reverts', ['reverts'])
@Check(
  'ck_change_set_kind',
  `kind IN ('CREATE', 'UPDATE', 'WITHDRAW', 'RESTORE', 'MERGE', 'PUT_BACK', 'IMPORT', 'REVERT')`,
)
@Check('ck_change_set_request', '(request_key IS NULL) = (fingerprint IS NULL)')
export class ChangeSetEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'pk_change_set',
  })
  id: string;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  at: Date;

  /** Id of the API key; null for an operator at the command line. */
  @OptionalText()
  keyId: string | null;

  /** Name of the key, as the public sees it. */
  @Column({ type: 'text' })
  author: string;

  @Column({ type: 'text' })
  kind: ChangeKind;

  @OptionalText()
  reason: string | null;

  /** What the client calls its request, so that it is done once however often it is sent. */
  @OptionalText()
  requestKey: string | null;

  /** Hash of what the request asked for. */
  @OptionalText()
  fingerprint: string | null;

  /** What a repeated request is answered with. */
  @Column({ type: 'jsonb', nullable: true })
  result: unknown;

  /** The change set that this one undoes. */
  @Column({ type: 'bigint', nullable: true })
  @ForeignKey('ChangeSetEntity', { name: 'fk_change_set_reverts' })
  reverts: string | null;
}

/** One record's step from one version to the next. The database refuses to change or remove it. */
@Entity('change')
@Index('ix_change_change_set', ['changeSetId', 'type', 'code'])
@Check('ck_change_states', 'before IS NOT NULL OR after IS NOT NULL')
@Check('ck_change_version', 'version >= 1')
export class ChangeEntity {
  /** GraphQL type of the record. */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'pk_change' })
  type: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'pk_change' })
  code: string;

  /** The version that came of it. */
  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'pk_change' })
  version: number;

  @Column({ type: 'bigint' })
  @ForeignKey(() => ChangeSetEntity, { name: 'fk_change_change_set' })
  changeSetId: string;

  /** What stood before; null where there was nothing. */
  @Column({ type: 'jsonb', nullable: true })
  before: unknown;

  /** What stood afterwards; null where it was withdrawn. */
  @Column({ type: 'jsonb', nullable: true })
  after: unknown;
}

export const HISTORY_ENTITIES = [ChangeSetEntity, ChangeEntity];
