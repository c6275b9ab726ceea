import { type MigrationInterface, type QueryRunner } from 'typeorm';

const TABLES = `
CREATE TABLE api_key (
  id text NOT NULL,
  hash bytea NOT NULL,
  name text NOT NULL,
  scopes text[] NOT NULL,
  created_by text NOT NULL,
  created_by_key text,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  last_used_at timestamptz,
  revoked_at timestamptz,
  rotated_from text,
  CONSTRAINT pk_api_key PRIMARY KEY (id),
  CONSTRAINT uq_api_key_rotated_from UNIQUE (rotated_from),
  CONSTRAINT fk_api_key_created_by_key FOREIGN KEY (created_by_key) REFERENCES api_key (id),
  CONSTRAINT fk_api_key_rotated_from FOREIGN KEY (rotated_from) REFERENCES api_key (id),
  CONSTRAINT ck_api_key_hash CHECK (length(hash) = 32),
  CONSTRAINT ck_api_key_scopes CHECK ('READ' = ANY(scopes) AND scopes <@ ARRAY['READ', 'EXPORT', 'CURATE', 'IMPORT', 'KEYS', 'AUDIT']),
  CONSTRAINT ck_api_key_expires CHECK (expires_at BETWEEN created_at AND created_at + interval '17520 hours')
);
CREATE INDEX ix_api_key_created_by_key ON api_key (created_by_key);

-- Counts of the last minute: not worth the log that would save them from a crash.
CREATE UNLOGGED TABLE quota (
  subject text NOT NULL,
  ends_at timestamptz NOT NULL,
  used integer NOT NULL,
  CONSTRAINT pk_quota PRIMARY KEY (subject)
);
`;

/** The keys of curators, partners and exhibiting units, and how much of its quota each client has used. */
export class CreateApiKey1795200000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE quota');
    await runner.query('DROP TABLE api_key');
  }
}
