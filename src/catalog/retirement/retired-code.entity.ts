import { Check, Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/**
 * The code of a record that was removed. The database refuses a new record with a retired code, and the removal
 * of a record whose code is not retired in the same transaction.
 */
@Entity('retired_code')
@Check('ck_retired_code_reason', `reason <> ''`)
export class RetiredCodeEntity {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'pk_retired_code' })
  code: string;

  /** Why the record was removed, in words for the public. */
  @Column({ type: 'text' })
  reason: string;

  @CreateDateColumn({ type: 'timestamptz', default: () => 'now()' })
  retiredAt: Date;
}
