import { Check, Column, CreateDateColumn, Entity, Index, PrimaryColumn } from 'typeorm';
import { OptionalText } from '../../database/base-columns.js';

/**
 * The code of a record that was removed. The database refuses a new record with a retired code, and the removal
 * of a record whose code is not retired in the same transaction.
 */
@Entity('retired_code')
@Check('ck_retired_code_reason', `reason <> ''`)
@Check('ck_retired_code_merged_into', 'merged_into <> code')
@Index('ix_retired_code_merged_into', ['mergedInto'])
export class RetiredCodeEntity {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'pk_retired_code' })
  code: string;

  /** Why the record was removed, in words for the public. */
  @Column({ type: 'text' })
  reason: string;

  @CreateDateColumn({ type: 'timestamptz', default: () => 'now()' })
  retiredAt: Date;

  /** The record that answers for this code since the two were merged; null for a record that was withdrawn. */
  @OptionalText()
  mergedInto: string | null;
}
