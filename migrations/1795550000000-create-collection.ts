import { type MigrationInterface, type QueryRunner } from 'typeorm';

const TABLES = `
CREATE TABLE collection (
  code text NOT NULL,
  version integer NOT NULL,
  visibility text NOT NULL,
  state jsonb NOT NULL,
  owner_key text NOT NULL,
  owner text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  deleted_at timestamptz,
  CONSTRAINT pk_collection PRIMARY KEY (code),
  CONSTRAINT ck_collection_visibility CHECK (visibility IN ('PRIVATE', 'SHARED', 'PUBLIC')),
  CONSTRAINT ck_collection_version CHECK (version >= 1)
);
CREATE INDEX ix_collection_updated_at ON collection (updated_at, code);

CREATE TABLE collection_change (
  code text NOT NULL,
  version integer NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  key_id text NOT NULL,
  author text NOT NULL,
  kind text NOT NULL,
  content_of integer NOT NULL,
  state jsonb NOT NULL,
  request_key text,
  fingerprint text,
  CONSTRAINT pk_collection_change PRIMARY KEY (code, version),
  CONSTRAINT ck_collection_change_kind CHECK (kind IN ('CREATE', 'UPDATE', 'PUT_BACK', 'DELETE', 'RESTORE')),
  CONSTRAINT ck_collection_change_content CHECK (content_of >= 1 AND content_of <= version),
  CONSTRAINT ck_collection_change_request CHECK ((request_key IS NULL) = (fingerprint IS NULL)),
  CONSTRAINT fk_collection_change_collection FOREIGN KEY (code) REFERENCES collection(code)
);
CREATE UNIQUE INDEX uq_collection_change_request ON collection_change (key_id, request_key) WHERE request_key IS NOT NULL;

CREATE TABLE collection_share (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  code text NOT NULL,
  hash bytea NOT NULL,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz,
  CONSTRAINT pk_collection_share PRIMARY KEY (id),
  CONSTRAINT uq_collection_share_hash UNIQUE (hash),
  CONSTRAINT ck_collection_share_hash CHECK (length(hash) = 32),
  CONSTRAINT ck_collection_share_expires CHECK (expires_at BETWEEN created_at AND created_at + interval '8784 hours'),
  CONSTRAINT fk_collection_share_collection FOREIGN KEY (code) REFERENCES collection(code)
);
CREATE INDEX ix_collection_share_code ON collection_share (code, id);
`;

/** The history of collections only ever grows, as that of records does. */
const APPEND_ONLY = `
CREATE TRIGGER ct_collection_change_append_only BEFORE UPDATE OR DELETE ON collection_change
  FOR EACH ROW EXECUTE FUNCTION refuse_altered_history();
CREATE TRIGGER ct_collection_change_never_emptied BEFORE TRUNCATE ON collection_change
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_altered_history();
`;

/** What is in a collection now; of records that were merged, the survivors too. */
const MEMBERS = `
CREATE FUNCTION collection_members(slug text) RETURNS SETOF text LANGUAGE sql STABLE AS $$
  WITH RECURSIVE member AS (
    SELECT item ->> 'code' AS code
    FROM collection c CROSS JOIN jsonb_array_elements(c.state -> 'items') AS item
    WHERE c.code = slug AND c.deleted_at IS NULL
    UNION
    SELECT r.merged_into FROM member m JOIN retired_code r ON r.code = m.code WHERE r.merged_into IS NOT NULL
  )
  SELECT code FROM member
$$;
`;

/** Curators' exhibits: each a document with its history, and the links by which they are shared. */
export class CreateCollection1795550000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(APPEND_ONLY);
    await runner.query(MEMBERS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION collection_members');
    await runner.query('DROP TABLE collection_share, collection_change, collection');
  }
}
