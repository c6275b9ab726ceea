import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { OptionalText } from '../../database/base-columns.js';
import { Recognition } from '../achievement/achievement.enums.js';
import { AchievementEntity } from '../achievement/achievement.entity.js';
import { AwardEntity } from './award.entity.js';

/** What an achievement has from one award: won it, was nominated for it, or was shown there. */
@Entity('award_grant')
@Index('ix_award_grant_award', ['awardCode', 'achievementCode'])
@Index('ix_award_grant_level', ['level', 'achievementCode'])
@Index('ix_award_grant_list_code', ['listCode'])
@Check('ck_award_grant_position', 'position >= 1')
@Check('ck_award_grant_year', 'year BETWEEN 1900 AND 2100')
@Check('ck_award_grant_recognition', `recognition IN ('AWARDED', 'NOMINATED', 'REPORTED')`)
export class AwardGrantEntity {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'pk_award_grant' })
  @ForeignKey(() => AchievementEntity, { name: 'fk_award_grant_achievement', onDelete: 'CASCADE' })
  achievementCode: string;

  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'pk_award_grant' })
  position: number;

  @Column({ type: 'text' })
  @ForeignKey(() => AwardEntity, { name: 'fk_award_grant_award' })
  awardCode: string;

  @Column({ type: 'text' })
  recognition: Recognition;

  @OptionalText()
  level: string | null;

  @Column({ type: 'integer', nullable: true })
  year: number | null;

  /** The award list's own number for the achievement. */
  @OptionalText()
  listCode: string | null;
}
