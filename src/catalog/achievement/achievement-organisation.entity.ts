import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { OrganisationEntity } from '../organisation/organisation.entity.js';
import { AchievementEntity } from './achievement.entity.js';
import { OrganisationRole } from './achievement.enums.js';

/** A unit of an achievement: the lead at position 0, the partners from 1 in the source's order. */
@Entity('achievement_organisation')
@Index('uq_achievement_organisation_position', ['achievementCode', 'position'], { unique: true })
@Index('ix_achievement_organisation_organisation', ['organisationCode', 'role', 'achievementCode'])
@Check('ck_achievement_organisation_role', `role IN ('LEAD', 'PARTNER')`)
@Check('ck_achievement_organisation_lead', `position >= 0 AND (position = 0) = (role = 'LEAD')`)
export class AchievementOrganisationEntity {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'pk_achievement_organisation' })
  @ForeignKey(() => AchievementEntity, {
    name: 'fk_achievement_organisation_achievement',
    onDelete: 'CASCADE',
  })
  achievementCode: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'pk_achievement_organisation' })
  @ForeignKey(() => OrganisationEntity, { name: 'fk_achievement_organisation_organisation' })
  organisationCode: string;

  @Column({ type: 'text' })
  role: OrganisationRole;

  @Column({ type: 'integer' })
  position: number;
}
