import { Column, CreateDateColumn, UpdateDateColumn, VersionColumn } from 'typeorm';

/** The columns that every record with a public code has besides it. */
export abstract class RecordColumns {
  /** Starts at 1 and grows by one with every edit. */
  @VersionColumn({ type: 'integer', default: 1 })
  version: number;

  @CreateDateColumn({ type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;

  @UpdateDateColumn({ type: 'timestamptz', default: () => 'now()' })
  updatedAt: Date;
}

/** A text column that may be unknown. Unknown is null, never the empty text. */
export function OptionalText(): PropertyDecorator {
  return Column({ type: 'text', nullable: true });
}
