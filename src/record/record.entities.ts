import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { OptionalText } from '../database/base-columns.js';
import { FeedEntryEntity } from './feed/feed.entity.js';
import { type PublicRecord } from './record.fields.js';

/**
 * The public record of each achievement, as it is served, indexed and exported. An achievement is removed together
 * with its record, or not at all: a removal that is not published fails at the end of its transaction.
 */
@Entity('public_record')
export class RecordEntity {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'pk_public_record' })
  @ForeignKey('AchievementEntity', { name: 'fk_public_record_achievement', deferrable: 'INITIALLY DEFERRED' })
  code: string;

  @Column({ type: 'jsonb' })
  document: PublicRecord;

  /** Hash of the document and of how it is analysed: differs from the index's when that is not up to date. */
  @Column({ type: 'text' })
  fingerprint: string;
}

/**
 * What records are found, filtered, counted and ordered by: narrow rows, so that all of them are read quickly. Terms
 * and pinyin stand apart from them, and are looked up in their indexes, see the function `by_index`.
 */
@Entity('record_facet')
@Index('ix_record_facet_studio', ['studio', 'code'])
@Index('ix_record_facet_year_first', { synchronize: false })
@Index('ix_record_facet_year_last', { synchronize: false })
@Index('ix_record_facet_title_order', ['titleOrder', 'code'])
@Index('ix_record_facet_updated', ['updatedAt', 'code'])
@Index('ix_record_facet_organisation', { synchronize: false })
@Index('ix_record_facet_craftsman', { synchronize: false })
@Index('ix_record_facet_award', { synchronize: false })
@Index('ix_record_facet_terms', { synchronize: false })
@Index('ix_record_facet_pinyin', { synchronize: false })
export class RecordFacetEntity {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'pk_record_facet' })
  @ForeignKey(() => RecordEntity, { name: 'fk_record_facet_record', onDelete: 'CASCADE' })
  code: string;

  @Column({ type: 'text' })
  industry: string;

  @OptionalText()
  region: string | null;

  @Column({ type: 'text' })
  recognition: string;

  @Column({ type: 'text' })
  sourceKind: string;

  @OptionalText()
  studio: string | null;

  @Column({ type: 'integer', nullable: true })
  year: number | null;

  @Column({ type: 'timestamptz' })
  updatedAt: Date;

  @Column({ type: 'text', array: true })
  organisation: string[];

  @Column({ type: 'text', array: true })
  craftsman: string[];

  @Column({ type: 'text', array: true })
  award: string[];

  @Column({ type: 'text', array: true })
  awardWon: string[];

  @Column({ type: 'text', array: true })
  awardLevel: string[];

  @Column({ type: 'text', array: true })
  missing: string[];

  @Column({ type: 'text' })
  titleOrder: string;

  /** The titles, normalised: what relevance looks at. */
  @Column({ type: 'text' })
  titleText: string;

  /** Pairs of Han characters, and words, at their places; fields are apart. */
  @Column({ type: 'tsvector' })
  terms: string;

  /** Pinyin from each Han character on, in full and by initials. */
  @Column({ type: 'tsvector' })
  pinyin: string;
}

/** The names of what records are linked to, to find them as one types. */
@Entity('record_name')
@Index('ix_record_name_terms', { synchronize: false })
@Index('ix_record_name_pinyin', { synchronize: false })
export class RecordNameEntity {
  /** GraphQL type of what has this name. */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'pk_record_name' })
  type: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'pk_record_name' })
  code: string;

  @Column({ type: 'text' })
  name: string;

  /** The name, normalised. */
  @Column({ type: 'text' })
  nameText: string;

  @Column({ type: 'tsvector' })
  terms: string;

  @Column({ type: 'tsvector' })
  pinyin: string;

  /** Number of records that it is linked to. */
  @Column({ type: 'integer' })
  records: number;
}

/** Every word in other than Han script that a record has: where a query's typos are looked up. */
@Entity('record_word')
export class RecordWordEntity {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'pk_record_word' })
  word: string;
}

/** The entities of the projection, and of the feed of its changes. */
export const RECORD_ENTITIES = [
  RecordEntity,
  RecordFacetEntity,
  RecordNameEntity,
  RecordWordEntity,
  FeedEntryEntity,
];
