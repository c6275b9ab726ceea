import { type MigrationInterface, type QueryRunner } from 'typeorm';

const TABLES = `
CREATE TABLE snapshot (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  version text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  key_id text,
  author text NOT NULL,
  note text NOT NULL,
  revision integer NOT NULL,
  files jsonb NOT NULL,
  CONSTRAINT pk_snapshot PRIMARY KEY (id),
  CONSTRAINT ck_snapshot_version CHECK (version ~ '^[0-9]{4}\\.[0-9]{2}\\.[0-9]{2}-[1-9][0-9]*$'),
  CONSTRAINT ck_snapshot_files CHECK (jsonb_typeof(files) = 'array')
);
CREATE UNIQUE INDEX uq_snapshot_version ON snapshot (version);

CREATE FUNCTION refuse_altered_snapshot() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'A snapshot cannot be altered: % is refused.', TG_OP
    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'ct_snapshot_append_only';
END $$;
CREATE TRIGGER ct_snapshot_append_only BEFORE UPDATE OR DELETE ON snapshot
  FOR EACH ROW EXECUTE FUNCTION refuse_altered_snapshot();
CREATE TRIGGER ct_snapshot_never_emptied BEFORE TRUNCATE ON snapshot
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_altered_snapshot();
`;

/** Releases of the whole data, which stay as they are: what each holds, with the checksums of its files. */
export class CreateSnapshot1795520000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE snapshot');
    await runner.query('DROP FUNCTION refuse_altered_snapshot');
  }
}
