import { type MigrationInterface, type QueryRunner } from 'typeorm';

const TABLE = `
CREATE TABLE search_index (
  id integer NOT NULL,
  settings_hash text,
  identity text,
  last_task integer NOT NULL DEFAULT -1,
  synonyms jsonb NOT NULL DEFAULT '{}',
  built_at timestamptz,
  CONSTRAINT pk_search_index PRIMARY KEY (id),
  CONSTRAINT ck_search_index_single CHECK (id = 1),
  CONSTRAINT ck_search_index_built CHECK ((settings_hash IS NULL) = (identity IS NULL) AND (identity IS NULL) = (built_at IS NULL))
);
INSERT INTO search_index (id) VALUES (1);
`;

/** What the service knows of the index in the search engine, so that one that is not ours is never taken for it. */
export class CreateSearchIndex1795100000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE search_index');
  }
}
