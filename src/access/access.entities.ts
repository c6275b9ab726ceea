import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
  Unique,
} from 'typeorm';
import { OptionalText } from '../database/base-columns.js';
import { Scope } from './scopes.js';

/** A key that was given out. It is never deleted: histories name it. */
@Entity('api_key')
@Unique('uq_api_key_rotated_from', ['rotatedFrom'])
@Index('ix_api_key_created_by_key', ['createdByKey'])
@Check('ck_api_key_hash', 'length(hash) = 32')
@Check(
  'ck_api_key_scopes',
  `'READ' = ANY(scopes) AND scopes <@ ARRAY['READ', 'EXPORT', 'CURATE', 'IMPORT', 'KEYS', 'AUDIT']`,
)
@Check('ck_api_key_expires', `expires_at BETWEEN created_at AND created_at + interval '17520 hours'`)
export class ApiKeyEntity {
  /** The part of the key that is no secret. */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'pk_api_key' })
  id: string;

  /** SHA-256 of the whole key; the key itself is not kept. */
  @Column({ type: 'bytea' })
  hash: Buffer;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text', array: true })
  scopes: Scope[];

  /** Name of whoever made it. */
  @Column({ type: 'text' })
  createdBy: string;

  /** Their key; null for one made at the machine itself. */
  @OptionalText()
  createdByKey: string | null;

  @ManyToOne(() => ApiKeyEntity, { onDelete: 'NO ACTION' })
  @JoinColumn({ name: 'created_by_key', foreignKeyConstraintName: 'fk_api_key_created_by_key' })
  creator: Relation<ApiKeyEntity> | null;

  @CreateDateColumn({ type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;

  @Column({ type: 'timestamptz' })
  expiresAt: Date;

  /** To the minute. */
  @Column({ type: 'timestamptz', nullable: true })
  lastUsedAt: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  revokedAt: Date | null;

  /** The key that this one takes the place of. */
  @OptionalText()
  rotatedFrom: string | null;

  @ManyToOne(() => ApiKeyEntity, { onDelete: 'NO ACTION' })
  @JoinColumn({ name: 'rotated_from', foreignKeyConstraintName: 'fk_api_key_rotated_from' })
  predecessor: Relation<ApiKeyEntity> | null;
}

/** How much of its quota a client has used. */
@Entity('quota')
export class QuotaEntity {
  /** A key, or the address of a client without one. */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'pk_quota' })
  subject: string;

  /** When the count begins anew. */
  @Column({ type: 'timestamptz' })
  endsAt: Date;

  /** Requests taken so far; grows a little beyond what is allowed when more are asked for. */
  @Column({ type: 'integer' })
  used: number;
}

export const ACCESS_ENTITIES = [ApiKeyEntity, QuotaEntity];
