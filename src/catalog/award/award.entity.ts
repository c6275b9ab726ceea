import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { RecordColumns } from '../../database/base-columns.js';

/** A prize, competition or exhibition, under the name by which a source gives it. */
@Entity('award')
@Index('uq_award_name', ['name'], { unique: true })
@Index('ix_award_updated', ['updatedAt', 'code'])
@Index('ix_award_name_pinyin', { synchronize: false })
@Index('ix_award_name_trgm', { synchronize: false })
@Check('ck_award_code', `code ~ '^AWD-[0-9]{4,}$'`)
export class AwardEntity extends RecordColumns {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'pk_award' })
  code: string;

  @Column({ type: 'text' })
  name: string;
}
