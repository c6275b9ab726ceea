import { type MigrationInterface, type QueryRunner } from 'typeorm';

const TABLE = `
CREATE TABLE feed_entry (
  position bigint NOT NULL,
  type text NOT NULL,
  code text NOT NULL,
  kind text NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  document jsonb NOT NULL,
  reason text,
  merged_into text,
  CONSTRAINT pk_feed_entry PRIMARY KEY (position),
  CONSTRAINT ck_feed_entry_kind CHECK (kind IN ('CREATE', 'UPDATE', 'WITHDRAW', 'RESTORE', 'MERGE')),
  CONSTRAINT ck_feed_entry_reason CHECK ((kind IN ('WITHDRAW', 'MERGE')) = (reason IS NOT NULL)),
  CONSTRAINT ck_feed_entry_merged_into CHECK ((kind = 'MERGE') = (merged_into IS NOT NULL))
);
CREATE INDEX ix_feed_entry_record ON feed_entry (type, code, position);
CREATE INDEX ix_feed_entry_type ON feed_entry (type, position);

CREATE TRIGGER ct_feed_entry_append_only BEFORE UPDATE OR DELETE ON feed_entry
  FOR EACH ROW EXECUTE FUNCTION refuse_altered_history();
CREATE TRIGGER ct_feed_entry_never_emptied BEFORE TRUNCATE ON feed_entry
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_altered_history();
`;

/** Every change of what the public sees, in order, so that others can follow the catalogue. */
export class CreateFeed1795500000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE feed_entry');
  }
}
