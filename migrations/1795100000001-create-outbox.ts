import { type MigrationInterface, type QueryRunner } from 'typeorm';

const TABLE = `
CREATE TABLE outbox (
  topic text NOT NULL,
  key text NOT NULL,
  changes integer NOT NULL DEFAULT 1,
  pending_since timestamptz NOT NULL DEFAULT now(),
  retry_at timestamptz NOT NULL DEFAULT now(),
  attempts integer NOT NULL DEFAULT 0,
  lease uuid,
  leased_until timestamptz,
  parked_reason text,
  CONSTRAINT pk_outbox PRIMARY KEY (topic, key),
  CONSTRAINT ck_outbox_lease CHECK ((lease IS NULL) = (leased_until IS NULL))
);
CREATE INDEX ix_outbox_pending ON outbox (topic, pending_since);
`;

/** What has changed and is not sent on yet. */
export class CreateOutbox1795100000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE outbox');
  }
}
