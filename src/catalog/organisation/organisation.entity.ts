import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { OptionalText, RecordColumns } from '../../database/base-columns.js';
import { RegionEntity } from '../region/region.entity.js';

/** A unit, under the name by which a source gives it; the full and the short form of a name stay two units. */
@Entity('organisation')
@Index('uq_organisation_name', ['name'], { unique: true })
@Index('ix_organisation_region', ['regionCode', 'code'])
@Index('ix_organisation_updated', ['updatedAt', 'code'])
@Index('ix_organisation_name_pinyin', { synchronize: false })
@Index('ix_organisation_name_trgm', { synchronize: false })
@Check('ck_organisation_code', `code ~ '^ORG-[0-9]{5,}$'`)
export class OrganisationEntity extends RecordColumns {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'pk_organisation' })
  code: string;

  @Column({ type: 'text' })
  name: string;

  /** The one region of the studios that it runs; null when they name none or several. */
  @OptionalText()
  @ForeignKey(() => RegionEntity, { name: 'fk_organisation_region' })
  regionCode: string | null;
}
