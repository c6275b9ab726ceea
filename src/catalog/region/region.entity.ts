import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm';
import { RecordColumns, OptionalText } from '../../database/base-columns.js';

/** A province-level region of China. */
@Entity('region')
@Unique('uq_region_name', ['name'], { deferrable: 'INITIALLY IMMEDIATE' })
@Unique('uq_region_iso_code', ['isoCode'], { deferrable: 'INITIALLY IMMEDIATE' })
@Unique('uq_region_position', ['position'], { deferrable: 'INITIALLY IMMEDIATE' })
@Check('ck_region_iso_code', `iso_code ~ '^CN-[A-Z]{2}$'`)
export class RegionEntity extends RecordColumns {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'pk_region' })
  code: string;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text' })
  nameEn: string;

  /** ISO 3166-2 code, where the standard gives one. */
  @OptionalText()
  isoCode: string | null;

  /** Place in the list of regions, from 1, in the usual administrative order. */
  @Column({ type: 'integer' })
  position: number;
}
