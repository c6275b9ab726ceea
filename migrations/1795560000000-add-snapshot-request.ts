import { type MigrationInterface, type QueryRunner } from 'typeorm';

const UP = `
ALTER TABLE snapshot
  ADD COLUMN request_key text,
  ADD COLUMN fingerprint text,
  ADD CONSTRAINT ck_snapshot_request CHECK ((request_key IS NULL) = (fingerprint IS NULL));
CREATE UNIQUE INDEX uq_snapshot_request ON snapshot (key_id, request_key) NULLS NOT DISTINCT WHERE request_key IS NOT NULL;
`;

const DOWN = `
DROP INDEX uq_snapshot_request;
ALTER TABLE snapshot
  DROP CONSTRAINT ck_snapshot_request,
  DROP COLUMN request_key,
  DROP COLUMN fingerprint;
`;

/** What a client calls its request for a snapshot, so that it makes one however often it is sent. */
export class AddSnapshotRequest1795560000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
