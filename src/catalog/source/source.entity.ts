import { Check, Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import { OptionalText } from '../../database/base-columns.js';
import { SourceKind } from './source.type.js';

/** Where a fact was published. */
@Entity('source')
@Index('uq_source_facts', { synchronize: false })
@Check('ck_source_kind', `kind IN ('OFFICIAL_LIST', 'NEWS', 'REPOST')`)
@Check('ck_source_date', `date ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'`)
@Check('ck_source_url', `url ~ '^https?://'`)
@Check('ck_source_repost_url', `kind <> 'REPOST' OR url IS NULL`)
export class SourceEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'integer',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'pk_source',
  })
  id: number;

  @Column({ type: 'text' })
  kind: SourceKind;

  @OptionalText()
  publisher: string | null;

  @OptionalText()
  title: string | null;

  /** ISO 8601 date, to the day, month or year that is known. */
  @OptionalText()
  date: string | null;

  /** The publisher's own address; null for a re-posted copy, whose address is not fit to link. */
  @OptionalText()
  url: string | null;
}
