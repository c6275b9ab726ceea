import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  Unique,
} from 'typeorm';
import { OptionalText } from '../database/base-columns.js';
import { type CollectionChangeKind, type Visibility } from './collection.enums.js';
import { type CollectionState } from './collection.state.js';

/** A curators' exhibit, as it is now. It is never removed: its slug is not given again. */
@Entity('collection')
@Index('ix_collection_updated_at', ['updatedAt', 'code'])
@Check('ck_collection_visibility', `visibility IN ('PRIVATE', 'SHARED', 'PUBLIC')`)
@Check('ck_collection_version', 'version >= 1')
export class CollectionEntity {
  /** The slug. */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'pk_collection' })
  code: string;

  /** Grows by one with every change, also with its removal. */
  @Column({ type: 'integer' })
  version: number;

  /** As the state has it, to be filtered by. */
  @Column({ type: 'text' })
  visibility: Visibility;

  @Column({ type: 'jsonb' })
  state: CollectionState;

  /** Id of the key that made it. */
  @Column({ type: 'text' })
  ownerKey: string;

  /** Name of that key. */
  @Column({ type: 'text' })
  owner: string;

  @CreateDateColumn({ type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updatedAt: Date;

  @Column({ type: 'timestamptz', nullable: true })
  deletedAt: Date | null;
}

/** A collection's step to one of its versions. The database refuses to change or remove it. */
@Entity('collection_change')
@Index('uq_collection_change_request', { synchronize: false })
@Check('ck_collection_change_kind', `kind IN ('CREATE', 'UPDATE', 'PUT_BACK', 'DELETE', 'RESTORE')`)
@Check('ck_collection_change_content', 'content_of >= 1 AND content_of <= version')
@Check('ck_collection_change_request', '(request_key IS NULL) = (fingerprint IS NULL)')
export class CollectionChangeEntity {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'pk_collection_change' })
  @ForeignKey(() => CollectionEntity, { name: 'fk_collection_change_collection' })
  code: string;

  /** The version that came of it. */
  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'pk_collection_change' })
  version: number;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  at: Date;

  @Column({ type: 'text' })
  keyId: string;

  /** Name of the key. */
  @Column({ type: 'text' })
  author: string;

  @Column({ type: 'text' })
  kind: CollectionChangeKind;

  /** The version that first had this content: its own, or the one that was put back. So several undos go back step by step. */
  @Column({ type: 'integer' })
  contentOf: number;

  /** What the collection was from then on; of a removal, what it had been. */
  @Column({ type: 'jsonb' })
  state: CollectionState;

  /** What the client calls its request, so that it is done once however often it is sent. */
  @OptionalText()
  requestKey: string | null;

  /** Hash of what the request asked for. */
  @OptionalText()
  fingerprint: string | null;
}

/** A link by which a collection is shared until it expires. */
@Entity('collection_share')
@Unique('uq_collection_share_hash', ['hash'])
@Index('ix_collection_share_code', ['code', 'id'])
@Check('ck_collection_share_hash', 'length(hash) = 32')
@Check('ck_collection_share_expires', `expires_at BETWEEN created_at AND created_at + interval '8784 hours'`)
export class CollectionShareEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'pk_collection_share',
  })
  id: string;

  @Column({ type: 'text' })
  @ForeignKey(() => CollectionEntity, { name: 'fk_collection_share_collection' })
  code: string;

  /** SHA-256 of the secret in the link; the secret itself is not kept. */
  @Column({ type: 'bytea' })
  hash: Buffer;

  /** Name of the key that made it. */
  @Column({ type: 'text' })
  createdBy: string;

  @CreateDateColumn({ type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;

  @Column({ type: 'timestamptz' })
  expiresAt: Date;

  @Column({ type: 'timestamptz', nullable: true })
  revokedAt: Date | null;
}

export const COLLECTION_ENTITIES = [CollectionEntity, CollectionChangeEntity, CollectionShareEntity];
