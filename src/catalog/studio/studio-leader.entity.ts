import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { CraftsmanEntity } from '../craftsman/craftsman.entity.js';
import { StudioEntity } from './studio.entity.js';

/** Who leads a studio, in the source's order. */
@Entity('studio_leader')
@Index('uq_studio_leader_position', ['studioCode', 'position'], { unique: true })
@Index('ix_studio_leader_craftsman', ['craftsmanCode', 'studioCode'])
@Check('ck_studio_leader_position', 'position >= 1')
export class StudioLeaderEntity {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'pk_studio_leader' })
  @ForeignKey(() => StudioEntity, { name: 'fk_studio_leader_studio', onDelete: 'CASCADE' })
  studioCode: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'pk_studio_leader' })
  @ForeignKey(() => CraftsmanEntity, {
    name: 'fk_studio_leader_craftsman',
    deferrable: 'INITIALLY DEFERRED',
  })
  craftsmanCode: string;

  @Column({ type: 'integer' })
  position: number;
}
