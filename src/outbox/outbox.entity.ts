import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { OptionalText } from '../database/base-columns.js';

/**
 * Something that has changed and that others are still to be told of: one row for each key, however often it
 * changes, so that the table never holds more rows than there are things.
 */
@Entity('outbox')
@Index('ix_outbox_pending', ['topic', 'pendingSince'])
@Check('ck_outbox_lease', '(lease IS NULL) = (leased_until IS NULL)')
export class OutboxEntity {
  /** What kind of thing it is; each topic has one handler. */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'pk_outbox' })
  topic: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'pk_outbox' })
  key: string;

  /** Grows with every change: what changes while it is being sent is sent again. */
  @Column({ type: 'integer', default: 1 })
  changes: number;

  /** When the first change was made that is not sent yet. */
  @Column({ type: 'timestamptz', default: () => 'now()' })
  pendingSince: Date;

  /** Not to be tried before this moment. */
  @Column({ type: 'timestamptz', default: () => 'now()' })
  retryAt: Date;

  /** How often it has failed by itself. */
  @Column({ type: 'integer', default: 0 })
  attempts: number;

  /** Who is sending it; the lease is over after `leasedUntil`, should its holder be gone. */
  @Column({ type: 'uuid', nullable: true })
  lease: string | null;

  @Column({ type: 'timestamptz', nullable: true })
  leasedUntil: Date | null;

  /** Why it is not tried any more; a further change, or an operator, has it tried again. */
  @OptionalText()
  parkedReason: string | null;
}

export const OUTBOX_ENTITIES = [OutboxEntity];
