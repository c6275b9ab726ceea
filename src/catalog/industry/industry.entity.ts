import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm';
import { RecordColumns } from '../../database/base-columns.js';

/** A field of industry. The seven that the conference showed come first. */
@Entity('industry')
@Unique('uq_industry_position', ['position'], { deferrable: 'INITIALLY IMMEDIATE' })
@Check('ck_industry_code', `code ~ '^[A-Z]+(_[A-Z]+)*$'`)
export class IndustryEntity extends RecordColumns {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'pk_industry' })
  code: string;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text' })
  nameEn: string;

  @Column({ type: 'text' })
  description: string;

  @Column({ type: 'text' })
  descriptionEn: string;

  /** Place in the list of industries, from 1. */
  @Column({ type: 'integer' })
  position: number;

  /** Whether the conference of July 2023 showed this field as one of its seven. */
  @Column({ type: 'boolean' })
  shownAtConference: boolean;
}
