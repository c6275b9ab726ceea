import { type MigrationInterface, type QueryRunner } from 'typeorm';

const TABLES = `
CREATE TABLE change_set (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  key_id text,
  author text NOT NULL,
  kind text NOT NULL,
  reason text,
  request_key text,
  fingerprint text,
  result jsonb,
  reverts bigint,
  CONSTRAINT pk_change_set PRIMARY KEY (id),
  CONSTRAINT ck_change_set_kind CHECK (kind IN ('CREATE', 'UPDATE', 'WITHDRAW', 'RESTORE', 'MERGE', 'PUT_BACK', 'IMPORT', 'REVERT')),
  CONSTRAINT ck_change_set_request CHECK ((request_key IS NULL) = (fingerprint IS NULL)),
  CONSTRAINT fk_change_set_reverts FOREIGN KEY (reverts) REFERENCES change_set(id)
);
CREATE UNIQUE INDEX uq_change_set_request ON change_set (key_id, request_key) NULLS NOT DISTINCT WHERE request_key IS NOT NULL;
CREATE INDEX ix_change_set_reverts ON change_set (reverts);

CREATE TABLE change (
  type text NOT NULL,
  code text NOT NULL,
  version integer NOT NULL,
  change_set_id bigint NOT NULL,
  before jsonb,
  after jsonb,
  CONSTRAINT pk_change PRIMARY KEY (type, code, version),
  CONSTRAINT ck_change_states CHECK (before IS NOT NULL OR after IS NOT NULL),
  CONSTRAINT ck_change_version CHECK (version >= 1),
  CONSTRAINT fk_change_change_set FOREIGN KEY (change_set_id) REFERENCES change_set(id)
);
CREATE INDEX ix_change_change_set ON change (change_set_id, type, code);

ALTER TABLE retired_code ADD COLUMN merged_into text;
ALTER TABLE retired_code ADD CONSTRAINT ck_retired_code_merged_into CHECK (merged_into <> code);
CREATE INDEX ix_retired_code_merged_into ON retired_code (merged_into);

-- A studio names its leaders and a person the studio: either may be written, or removed, first.
ALTER TABLE studio_leader ALTER CONSTRAINT fk_studio_leader_craftsman DEFERRABLE INITIALLY DEFERRED;
`;

/** The tables that only ever grow. */
const APPEND_ONLY = ['change_set', 'change'];

const REFUSAL = `
CREATE FUNCTION refuse_altered_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'The history of the catalogue cannot be altered: % of % is refused.', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'ct_' || TG_TABLE_NAME || '_append_only';
END $$;
`;

/** The records that editors create; below these numbers are the codes of the source files, which grow on their own. */
const NUMBERED = ['achievement', 'craftsman', 'studio', 'organisation', 'award'];
const FIRST_NUMBER = 100_001;

/** Who changed what, when and why; which codes answer for others; and numbers for new codes. */
export class CreateHistory1795300000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(REFUSAL);
    for (const table of APPEND_ONLY) {
      await runner.query(`
        CREATE TRIGGER ct_${table}_append_only BEFORE UPDATE OR DELETE ON ${table}
          FOR EACH ROW EXECUTE FUNCTION refuse_altered_history();
        CREATE TRIGGER ct_${table}_never_emptied BEFORE TRUNCATE ON ${table}
          FOR EACH STATEMENT EXECUTE FUNCTION refuse_altered_history();
      `);
    }
    for (const table of NUMBERED) {
      await runner.query(`CREATE SEQUENCE ${table}_number START ${FIRST_NUMBER}`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of NUMBERED) await runner.query(`DROP SEQUENCE ${table}_number`);
    await runner.query('ALTER TABLE retired_code DROP COLUMN merged_into');
    await runner.query(
      'ALTER TABLE studio_leader ALTER CONSTRAINT fk_studio_leader_craftsman NOT DEFERRABLE',
    );
    await runner.query('DROP TABLE change, change_set');
    await runner.query('DROP FUNCTION refuse_altered_history');
  }
}
