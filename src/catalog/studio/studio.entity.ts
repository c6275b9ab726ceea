import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { OptionalText, RecordColumns } from '../../database/base-columns.js';
import { IndustryEntity } from '../industry/industry.entity.js';
import { OrganisationEntity } from '../organisation/organisation.entity.js';
import { RegionEntity } from '../region/region.entity.js';

/** An innovation studio: a named team around one or more craftsmen. */
@Entity('studio')
@Index('uq_studio_name_organisation', ['name', 'organisationCode'], {
  unique: true,
  where: 'organisation_code IS NOT NULL',
})
@Index('ix_studio_organisation', ['organisationCode', 'code'])
@Index('ix_studio_region', ['regionCode', 'code'])
@Index('ix_studio_industry', ['industryCode', 'code'])
@Index('ix_studio_updated', ['updatedAt', 'code'])
@Index('ix_studio_name_pinyin', { synchronize: false })
@Index('ix_studio_name_trgm', { synchronize: false })
@Check('ck_studio_code', `code ~ '^STU-[0-9]{4,}$'`)
export class StudioEntity extends RecordColumns {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'pk_studio' })
  code: string;

  @Column({ type: 'text' })
  name: string;

  @OptionalText()
  @ForeignKey(() => OrganisationEntity, { name: 'fk_studio_organisation' })
  organisationCode: string | null;

  @OptionalText()
  @ForeignKey(() => RegionEntity, { name: 'fk_studio_region' })
  regionCode: string | null;

  @OptionalText()
  @ForeignKey(() => IndustryEntity, { name: 'fk_studio_industry' })
  industryCode: string | null;

  @OptionalText()
  sourceUrl: string | null;
}
