import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { OptionalText, RecordColumns } from '../../database/base-columns.js';
import { OrganisationEntity } from '../organisation/organisation.entity.js';
import { RegionEntity } from '../region/region.entity.js';
import { StudioEntity } from '../studio/studio.entity.js';
import { AffiliationBasis } from './craftsman.enums.js';

/** A person: a name together with a unit. A person reported without a unit is like no other. */
@Entity('craftsman')
@Index('uq_craftsman_name_organisation', ['name', 'organisationCode'], {
  unique: true,
  where: 'organisation_code IS NOT NULL',
})
@Index('ix_craftsman_organisation', ['organisationCode', 'code'])
@Index('ix_craftsman_region', ['regionCode', 'code'])
@Index('ix_craftsman_studio', ['studioCode', 'code'])
@Index('ix_craftsman_updated', ['updatedAt', 'code'])
@Index('ix_craftsman_name_pinyin', { synchronize: false })
@Index('ix_craftsman_name_trgm', { synchronize: false })
@Index('ix_craftsman_trade_trgm', { synchronize: false })
@Check('ck_craftsman_code', `code ~ '^CRF-[0-9]{5,}$'`)
@Check('ck_craftsman_organisation_basis', '(organisation_code IS NULL) = (organisation_basis IS NULL)')
@Check(
  'ck_craftsman_organisation_basis_value',
  `organisation_basis IN ('STATED', 'STUDIO_UNIT', 'SOLE_UNIT', 'LEAD_UNIT')`,
)
export class CraftsmanEntity extends RecordColumns {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'pk_craftsman' })
  code: string;

  @Column({ type: 'text' })
  name: string;

  @OptionalText()
  @ForeignKey(() => OrganisationEntity, { name: 'fk_craftsman_organisation' })
  organisationCode: string | null;

  /** How the unit is known; null exactly when the unit is. */
  @OptionalText()
  organisationBasis: AffiliationBasis | null;

  @OptionalText()
  trade: string | null;

  @Column({ type: 'text', array: true, default: () => `'{}'` })
  honours: string[];

  @OptionalText()
  @ForeignKey(() => RegionEntity, { name: 'fk_craftsman_region' })
  regionCode: string | null;

  @OptionalText()
  @ForeignKey(() => StudioEntity, { name: 'fk_craftsman_studio' })
  studioCode: string | null;

  @OptionalText()
  sourceUrl: string | null;
}
