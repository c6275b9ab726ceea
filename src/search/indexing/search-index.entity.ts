import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import { OptionalText } from '../../database/base-columns.js';
import { type IndexSynonyms } from '../engines/meilisearch/stand-ins.js';

/** The one row that tells what the live search index is. */
@Entity('search_index')
@Check('ck_search_index_single', 'id = 1')
@Check(
  'ck_search_index_built',
  '(settings_hash IS NULL) = (identity IS NULL) AND (identity IS NULL) = (built_at IS NULL)',
)
export class SearchIndexEntity {
  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'pk_search_index' })
  id: number;

  /** Hash of how it was made; null while there is none. */
  @OptionalText()
  settingsHash: string | null;

  /** What the engine tells one index of a name from another by: the moment of its creation. */
  @OptionalText()
  identity: string | null;

  /** Number of the last task that the engine was given; one with a lower last number was wiped or set back. */
  @Column({ type: 'integer', default: -1 })
  lastTask: number;

  /** The synonyms that it has. */
  @Column({ type: 'jsonb', default: {} })
  synonyms: IndexSynonyms;

  @Column({ type: 'timestamptz', nullable: true })
  builtAt: Date | null;
}
