import { type MigrationInterface, type QueryRunner } from 'typeorm';

const TABLES = `
CREATE TABLE public_record (
  code text NOT NULL,
  document jsonb NOT NULL,
  fingerprint text NOT NULL,
  CONSTRAINT pk_public_record PRIMARY KEY (code),
  CONSTRAINT fk_public_record_achievement FOREIGN KEY (code) REFERENCES achievement(code) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE record_facet (
  code text NOT NULL,
  industry text NOT NULL,
  region text,
  recognition text NOT NULL,
  source_kind text NOT NULL,
  studio text,
  year integer,
  updated_at timestamptz NOT NULL,
  organisation text[] NOT NULL,
  craftsman text[] NOT NULL,
  award text[] NOT NULL,
  award_won text[] NOT NULL,
  award_level text[] NOT NULL,
  missing text[] NOT NULL,
  title_order text NOT NULL,
  title_text text NOT NULL,
  CONSTRAINT pk_record_facet PRIMARY KEY (code),
  CONSTRAINT fk_record_facet_record FOREIGN KEY (code) REFERENCES public_record(code) ON DELETE CASCADE
);
CREATE INDEX ix_record_facet_studio ON record_facet (studio, code);
CREATE INDEX ix_record_facet_year_first ON record_facet (coalesce(year, 9999), code);
CREATE INDEX ix_record_facet_year_last ON record_facet (coalesce(year, 0), code);
CREATE INDEX ix_record_facet_title_order ON record_facet (title_order, code);
CREATE INDEX ix_record_facet_updated ON record_facet (updated_at, code);
CREATE INDEX ix_record_facet_organisation ON record_facet USING gin (organisation);
CREATE INDEX ix_record_facet_craftsman ON record_facet USING gin (craftsman);
CREATE INDEX ix_record_facet_award ON record_facet USING gin (award);

CREATE TABLE record_term (
  code text NOT NULL,
  terms tsvector NOT NULL,
  pinyin tsvector NOT NULL,
  CONSTRAINT pk_record_term PRIMARY KEY (code),
  CONSTRAINT fk_record_term_record FOREIGN KEY (code) REFERENCES public_record(code) ON DELETE CASCADE
);
-- A phrase is checked in the row itself: the terms stay in it, and the pinyin goes out of it first.
ALTER TABLE record_term ALTER COLUMN terms SET STORAGE MAIN;
CREATE INDEX ix_record_term_terms ON record_term USING gin (terms);
CREATE INDEX ix_record_term_pinyin ON record_term USING gin (pinyin);

CREATE TABLE record_name (
  type text NOT NULL,
  code text NOT NULL,
  name text NOT NULL,
  name_text text NOT NULL,
  terms tsvector NOT NULL,
  pinyin tsvector NOT NULL,
  records integer NOT NULL,
  CONSTRAINT pk_record_name PRIMARY KEY (type, code)
);
CREATE INDEX ix_record_name_terms ON record_name USING gin (terms);
CREATE INDEX ix_record_name_pinyin ON record_name USING gin (pinyin);

CREATE TABLE record_word (
  word text NOT NULL,
  CONSTRAINT pk_record_word PRIMARY KEY (word)
);

ALTER TABLE catalog_state ADD COLUMN record_digest text;
`;

/** The projection that searches and exports read: one public record for each achievement, and its analysed text. */
export class CreateRecord1795100000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE catalog_state DROP COLUMN record_digest');
    await runner.query('DROP TABLE record_word, record_name, record_term, record_facet, public_record');
  }
}
