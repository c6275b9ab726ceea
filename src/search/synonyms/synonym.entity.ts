import { Check, Column, CreateDateColumn, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { OptionalText } from '../../database/base-columns.js';

/** A term, and another one that a search for it also finds. */
@Entity('synonym')
@Unique('uq_synonym_pair', ['termText', 'expansionText'])
@Check('ck_synonym_different', 'term_text <> expansion_text')
export class SynonymEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'integer',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'pk_synonym',
  })
  id: number;

  /** As it was written. */
  @Column({ type: 'text' })
  term: string;

  /** As it was written. */
  @Column({ type: 'text' })
  expansion: string;

  /** The term, normalised: what queries are compared with. */
  @Column({ type: 'text' })
  termText: string;

  /** The expansion, normalised. */
  @Column({ type: 'text' })
  expansionText: string;

  /** Whether a search for the expansion also finds the term. */
  @Column({ type: 'boolean' })
  bothWays: boolean;

  /** What other curators should know of it. */
  @OptionalText()
  note: string | null;

  @CreateDateColumn({ type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;
}

/** The entities of the synonyms. */
export const SYNONYM_ENTITIES = [SynonymEntity];
