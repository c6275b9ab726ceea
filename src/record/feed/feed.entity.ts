import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { type NodeType } from '../../common/graphql/global-id.js';
import { OptionalText } from '../../database/base-columns.js';
import { type FeedKind } from './feed-kind.js';

/**
 * One change of what the public sees of a record. Positions are given under the writers' lock, one after the other:
 * whoever sees a position sees all before it. The database refuses to change or remove an entry.
 */
@Entity('feed_entry')
@Index('ix_feed_entry_record', ['type', 'code', 'position'])
@Index('ix_feed_entry_type', ['type', 'position'])
@Check('ck_feed_entry_kind', `kind IN ('CREATE', 'UPDATE', 'WITHDRAW', 'RESTORE', 'MERGE')`)
@Check('ck_feed_entry_reason', `(kind IN ('WITHDRAW', 'MERGE')) = (reason IS NOT NULL)`)
@Check('ck_feed_entry_merged_into', `(kind = 'MERGE') = (merged_into IS NOT NULL)`)
export class FeedEntryEntity {
  /** From 1, without gaps. */
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_feed_entry' })
  position: string;

  /** GraphQL type of the record. */
  @Column({ type: 'text' })
  type: NodeType;

  @Column({ type: 'text' })
  code: string;

  @Column({ type: 'text' })
  kind: FeedKind;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  at: Date;

  /** The whole public row afterwards; of a record that went, the row as it stood last. */
  @Column({ type: 'jsonb' })
  document: object;

  /** Of a record that went: why, in words for the public. */
  @OptionalText()
  reason: string | null;

  /** Of a record that was merged: the one that answers in its place. */
  @OptionalText()
  mergedInto: string | null;
}
