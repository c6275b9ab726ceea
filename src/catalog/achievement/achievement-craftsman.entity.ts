import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { OptionalText } from '../../database/base-columns.js';
import { CraftsmanEntity } from '../craftsman/craftsman.entity.js';
import { AchievementEntity } from './achievement.entity.js';

/** A person of an achievement, in the source's order, from 1. */
@Entity('achievement_craftsman')
@Index('uq_achievement_craftsman_position', ['achievementCode', 'position'], { unique: true })
@Index('ix_achievement_craftsman_craftsman', ['craftsmanCode', 'achievementCode'])
@Check('ck_achievement_craftsman_position', 'position >= 1')
export class AchievementCraftsmanEntity {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'pk_achievement_craftsman' })
  @ForeignKey(() => AchievementEntity, { name: 'fk_achievement_craftsman_achievement', onDelete: 'CASCADE' })
  achievementCode: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'pk_achievement_craftsman' })
  @ForeignKey(() => CraftsmanEntity, { name: 'fk_achievement_craftsman_craftsman' })
  craftsmanCode: string;

  /** The person's role, as the source words it. */
  @OptionalText()
  role: string | null;

  @Column({ type: 'integer' })
  position: number;
}
