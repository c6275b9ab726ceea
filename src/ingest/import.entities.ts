import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import { OptionalText } from '../database/base-columns.js';
import { type ImportState } from './import.enums.js';
import { type FieldChange, type RowAction } from './plan/planned.js';
import { type ImportProblem } from './schema/problems.js';

/** A file that was checked, and what became of it. Until it is applied, nothing of it is in the catalogue. */
@Entity('import')
@Index('ix_import_state', ['state', 'at'])
@Index('ix_import_change_set', ['changeSetId'])
@Index('ix_import_reverted_by', ['revertedBy'])
@Check('ck_import_state', `state IN ('CHECKED', 'APPLIED', 'REVERTED')`)
@Check('ck_import_applied', `(state = 'CHECKED') = (change_set_id IS NULL)`)
@Check('ck_import_reverted', `(state = 'REVERTED') = (reverted_by IS NOT NULL)`)
export class ImportEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'pk_import',
  })
  id: string;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  at: Date;

  /** Id of the API key; null for an operator at the command line. */
  @OptionalText()
  keyId: string | null;

  /** Name of the key. */
  @Column({ type: 'text' })
  author: string;

  @Column({ type: 'text' })
  fileName: string;

  @Column({ type: 'text' })
  format: string;

  @OptionalText()
  encoding: string | null;

  /** Columns of the file that are none of ours. */
  @Column({ type: 'text', array: true })
  ignoredColumns: string[];

  @Column({ type: 'text' })
  state: ImportState;

  /** Rows by what comes of them, and cells that were mended. */
  @Column({ type: 'integer' })
  created: number;

  @Column({ type: 'integer' })
  changed: number;

  @Column({ type: 'integer' })
  unchanged: number;

  @Column({ type: 'integer' })
  refused: number;

  @Column({ type: 'integer' })
  mended: number;

  /** The last change set that the check has seen; 0 where there was none. */
  @Column({ type: 'bigint' })
  seenChangeSet: string;

  /** The history entry that applying it made. */
  @Column({ type: 'bigint', nullable: true })
  @ForeignKey('ChangeSetEntity', { name: 'fk_import_change_set' })
  changeSetId: string | null;

  /** The history entry that taking it back made. */
  @Column({ type: 'bigint', nullable: true })
  @ForeignKey('ChangeSetEntity', { name: 'fk_import_reverted_by' })
  revertedBy: string | null;
}

/** What comes of a row. */
@Entity('import_row')
@Index('ix_import_row_identity', ['importId', 'identity'])
@Index('ix_import_row_code', ['importId', 'code'])
@Index('ix_import_row_action', ['importId', 'action', 'row'])
@Check('ck_import_row_action', `action IN ('CREATE', 'CHANGE', 'KEEP', 'REFUSE')`)
export class ImportRowEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_import_row' })
  @ForeignKey(() => ImportEntity, { name: 'fk_import_row_import', onDelete: 'CASCADE' })
  importId: string;

  /** The number under which the file shows it. */
  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'pk_import_row' })
  row: number;

  @Column({ type: 'text' })
  action: RowAction;

  /** Of the achievement that it changes or will be. */
  @OptionalText()
  code: string | null;

  @OptionalText()
  title: string | null;

  /** What no other row may share: title and lead unit. */
  @OptionalText()
  identity: string | null;

  @Column({ type: 'jsonb', default: () => `'[]'` })
  changes: FieldChange[];

  @Column({ type: 'jsonb', default: () => `'[]'` })
  problems: ImportProblem[];
}

/** What applying an import writes, in this order; removed once it is written, since the history has it then. */
@Entity('import_edit')
@Index('ix_import_edit_identity', ['importId', 'type', 'identity'])
export class ImportEditEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_import_edit' })
  @ForeignKey(() => ImportEntity, { name: 'fk_import_edit_import', onDelete: 'CASCADE' })
  importId: string;

  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'pk_import_edit' })
  position: number;

  @Column({ type: 'text' })
  type: string;

  @Column({ type: 'text' })
  code: string;

  @Column({ type: 'integer' })
  ifVersion: number;

  @Column({ type: 'jsonb' })
  state: unknown;

  /** By what later rows of the file find a record that this one brings. */
  @OptionalText()
  identity: string | null;

  /** Of a new studio: code of the lead unit of the row that brings it, by which its namesakes are told from it. */
  @OptionalText()
  unit: string | null;
}

export const IMPORT_ENTITIES = [ImportEntity, ImportRowEntity, ImportEditEntity];
