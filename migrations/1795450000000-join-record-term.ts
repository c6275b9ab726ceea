import { type MigrationInterface, type QueryRunner } from 'typeorm';

const UP = `
-- What it costs tells the planner to look terms up in their index: reading those of a row, which stand apart from
-- it, takes as long as hundreds of comparisons, and the planner takes it for one.
CREATE FUNCTION by_index(terms tsvector) RETURNS tsvector
  LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 200 AS 'BEGIN RETURN terms; END';

-- Rows stay narrow: terms and pinyin stand apart, and nothing else does while there is room.
ALTER TABLE record_facet SET (toast_tuple_target = 512);
ALTER TABLE record_facet
  ADD COLUMN terms tsvector,
  ADD COLUMN pinyin tsvector,
  ALTER COLUMN terms SET STORAGE EXTERNAL,
  ALTER COLUMN pinyin SET STORAGE EXTERNAL,
  ALTER COLUMN organisation SET STORAGE MAIN,
  ALTER COLUMN craftsman SET STORAGE MAIN,
  ALTER COLUMN award SET STORAGE MAIN,
  ALTER COLUMN award_won SET STORAGE MAIN,
  ALTER COLUMN award_level SET STORAGE MAIN,
  ALTER COLUMN missing SET STORAGE MAIN,
  ALTER COLUMN title_order SET STORAGE MAIN,
  ALTER COLUMN title_text SET STORAGE MAIN;
UPDATE record_facet f SET terms = x.terms, pinyin = x.pinyin FROM record_term x WHERE x.code = f.code;
ALTER TABLE record_facet
  ALTER COLUMN terms SET NOT NULL,
  ALTER COLUMN pinyin SET NOT NULL;
DROP TABLE record_term;
CREATE INDEX ix_record_facet_terms ON record_facet USING gin (by_index(terms));
CREATE INDEX ix_record_facet_pinyin ON record_facet USING gin (by_index(pinyin));

DROP INDEX ix_record_name_terms, ix_record_name_pinyin;
CREATE INDEX ix_record_name_terms ON record_name USING gin (by_index(terms));
CREATE INDEX ix_record_name_pinyin ON record_name USING gin (by_index(pinyin));
`;

const DOWN = `
CREATE TABLE record_term (
  code text NOT NULL,
  terms tsvector NOT NULL,
  pinyin tsvector NOT NULL,
  CONSTRAINT pk_record_term PRIMARY KEY (code),
  CONSTRAINT fk_record_term_record FOREIGN KEY (code) REFERENCES public_record(code) ON DELETE CASCADE
);
ALTER TABLE record_term ALTER COLUMN terms SET STORAGE MAIN;
INSERT INTO record_term SELECT code, terms, pinyin FROM record_facet;
CREATE INDEX ix_record_term_terms ON record_term USING gin (terms);
CREATE INDEX ix_record_term_pinyin ON record_term USING gin (pinyin);

ALTER TABLE record_facet RESET (toast_tuple_target);
ALTER TABLE record_facet
  DROP COLUMN terms,
  DROP COLUMN pinyin,
  ALTER COLUMN organisation SET STORAGE EXTENDED,
  ALTER COLUMN craftsman SET STORAGE EXTENDED,
  ALTER COLUMN award SET STORAGE EXTENDED,
  ALTER COLUMN award_won SET STORAGE EXTENDED,
  ALTER COLUMN award_level SET STORAGE EXTENDED,
  ALTER COLUMN missing SET STORAGE EXTENDED,
  ALTER COLUMN title_order SET STORAGE EXTENDED,
  ALTER COLUMN title_text SET STORAGE EXTENDED;

DROP INDEX ix_record_name_terms, ix_record_name_pinyin;
CREATE INDEX ix_record_name_terms ON record_name USING gin (terms);
CREATE INDEX ix_record_name_pinyin ON record_name USING gin (pinyin);
DROP FUNCTION by_index;
`;

/** Terms move beside the facets: what a search finds and what it counts are read in one go, without a join. */
export class JoinRecordTerm1795450000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
