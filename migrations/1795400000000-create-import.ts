import { type MigrationInterface, type QueryRunner } from 'typeorm';

const TABLES = `
CREATE TABLE import (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  key_id text,
  author text NOT NULL,
  file_name text NOT NULL,
  format text NOT NULL,
  encoding text,
  ignored_columns text[] NOT NULL,
  state text NOT NULL,
  created integer NOT NULL,
  changed integer NOT NULL,
  unchanged integer NOT NULL,
  refused integer NOT NULL,
  mended integer NOT NULL,
  seen_change_set bigint NOT NULL,
  change_set_id bigint,
  reverted_by bigint,
  CONSTRAINT pk_import PRIMARY KEY (id),
  CONSTRAINT ck_import_state CHECK (state IN ('CHECKED', 'APPLIED', 'REVERTED')),
  CONSTRAINT ck_import_applied CHECK ((state = 'CHECKED') = (change_set_id IS NULL)),
  CONSTRAINT ck_import_reverted CHECK ((state = 'REVERTED') = (reverted_by IS NOT NULL)),
  CONSTRAINT fk_import_change_set FOREIGN KEY (change_set_id) REFERENCES change_set(id),
  CONSTRAINT fk_import_reverted_by FOREIGN KEY (reverted_by) REFERENCES change_set(id)
);
CREATE INDEX ix_import_state ON import (state, at);
CREATE INDEX ix_import_change_set ON import (change_set_id);
CREATE INDEX ix_import_reverted_by ON import (reverted_by);

CREATE TABLE import_row (
  import_id bigint NOT NULL,
  row integer NOT NULL,
  action text NOT NULL,
  code text,
  title text,
  identity text,
  changes jsonb NOT NULL DEFAULT '[]',
  problems jsonb NOT NULL DEFAULT '[]',
  CONSTRAINT pk_import_row PRIMARY KEY (import_id, row),
  CONSTRAINT ck_import_row_action CHECK (action IN ('CREATE', 'CHANGE', 'KEEP', 'REFUSE')),
  CONSTRAINT fk_import_row_import FOREIGN KEY (import_id) REFERENCES import(id) ON DELETE CASCADE
);
CREATE INDEX ix_import_row_identity ON import_row (import_id, identity);
CREATE INDEX ix_import_row_code ON import_row (import_id, code);
CREATE INDEX ix_import_row_action ON import_row (import_id, action, row);

CREATE TABLE import_edit (
  import_id bigint NOT NULL,
  position integer NOT NULL,
  type text NOT NULL,
  code text NOT NULL,
  if_version integer NOT NULL,
  state jsonb NOT NULL,
  identity text,
  CONSTRAINT pk_import_edit PRIMARY KEY (import_id, position),
  CONSTRAINT fk_import_edit_import FOREIGN KEY (import_id) REFERENCES import(id) ON DELETE CASCADE
);
CREATE INDEX ix_import_edit_identity ON import_edit (import_id, type, identity);
`;

/** Imports: what was sent, what came of each row, and what applying one will write. */
export class CreateImport1795400000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE import_edit, import_row, import');
  }
}
