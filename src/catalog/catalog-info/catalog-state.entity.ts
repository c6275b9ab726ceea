import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import { OptionalText } from '../../database/base-columns.js';

/** The one row that tells in which state the whole catalogue is. */
@Entity('catalog_state')
@Check('ck_catalog_state_single', 'id = 1')
export class CatalogStateEntity {
  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'pk_catalog_state' })
  id: number;

  /** Grows by one with every transaction that changes the catalogue. */
  @Column({ type: 'integer', default: 0 })
  revision: number;

  /** When the catalogue last changed; null while it is empty. */
  @Column({ type: 'timestamptz', nullable: true })
  changedAt: Date | null;

  /** SHA-256 of the seed files loaded last, so that an unchanged seed is not loaded again. */
  @OptionalText()
  seedDigest: string | null;

  /** Tells in which way records and their analysis were made last; another way has all of them made anew. */
  @OptionalText()
  recordDigest: string | null;
}
