import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { OptionalText, RecordColumns } from '../../database/base-columns.js';
import { IndustryEntity } from '../industry/industry.entity.js';
import { RegionEntity } from '../region/region.entity.js';
import { SourceEntity } from '../source/source.entity.js';
import { StudioEntity } from '../studio/studio.entity.js';
import { Recognition } from './achievement.enums.js';

/** An innovation achievement. Its units, people and grants hang on it by link tables of their own. */
@Entity('achievement')
@Index('ix_achievement_industry', ['industryCode', 'code'])
@Index('ix_achievement_region', ['regionCode', 'code'])
@Index('ix_achievement_studio', ['studioCode', 'code'])
@Index('ix_achievement_recognition', ['recognition', 'code'])
@Index('ix_achievement_year', ['year', 'code'])
@Index('ix_achievement_source', ['sourceId', 'code'])
@Index('ix_achievement_updated', ['updatedAt', 'code'])
@Index('ix_achievement_year_first', { synchronize: false })
@Index('ix_achievement_year_last', { synchronize: false })
@Index('ix_achievement_title_pinyin', { synchronize: false })
@Index('ix_achievement_title_trgm', { synchronize: false })
@Index('ix_achievement_title_en_trgm', { synchronize: false })
@Check('ck_achievement_code', `code ~ '^WIA-[0-9]{4,}$'`)
@Check('ck_achievement_title', `title <> ''`)
@Check('ck_achievement_recognition', `recognition IN ('AWARDED', 'NOMINATED', 'REPORTED')`)
@Check('ck_achievement_year', 'year BETWEEN 1900 AND 2100')
export class AchievementEntity extends RecordColumns {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'pk_achievement' })
  code: string;

  /** Chinese title, as listed. */
  @Column({ type: 'text' })
  title: string;

  /** English title in the project's own wording. */
  @OptionalText()
  titleEn: string | null;

  @Column({ type: 'text' })
  @ForeignKey(() => IndustryEntity, { name: 'fk_achievement_industry' })
  industryCode: string;

  @OptionalText()
  @ForeignKey(() => RegionEntity, { name: 'fk_achievement_region' })
  regionCode: string | null;

  @OptionalText()
  @ForeignKey(() => StudioEntity, { name: 'fk_achievement_studio' })
  studioCode: string | null;

  @Column({ type: 'text' })
  recognition: Recognition;

  @Column({ type: 'integer', nullable: true })
  year: number | null;

  @Column({ type: 'text', array: true, default: () => `'{}'` })
  figures: string[];

  @OptionalText()
  exhibitedAt: string | null;

  /** Whether the source cut its list of people off. */
  @Column({ type: 'boolean', default: false })
  peoplePartial: boolean;

  @Column({ type: 'integer' })
  @ForeignKey(() => SourceEntity, { name: 'fk_achievement_source' })
  sourceId: number;
}
