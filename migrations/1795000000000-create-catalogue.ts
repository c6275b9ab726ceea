import { type MigrationInterface, type QueryRunner } from 'typeorm';

const TABLES = `
CREATE TABLE industry (
  code text NOT NULL,
  name text NOT NULL,
  name_en text NOT NULL,
  description text NOT NULL,
  description_en text NOT NULL,
  position integer NOT NULL,
  shown_at_conference boolean NOT NULL,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT pk_industry PRIMARY KEY (code),
  CONSTRAINT uq_industry_position UNIQUE (position) DEFERRABLE,
  CONSTRAINT ck_industry_code CHECK (code ~ '^[A-Z]+(_[A-Z]+)*$')
);

CREATE TABLE region (
  code text NOT NULL,
  name text NOT NULL,
  name_en text NOT NULL,
  iso_code text,
  position integer NOT NULL,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT pk_region PRIMARY KEY (code),
  CONSTRAINT uq_region_position UNIQUE (position) DEFERRABLE,
  CONSTRAINT uq_region_iso_code UNIQUE (iso_code) DEFERRABLE,
  CONSTRAINT uq_region_name UNIQUE (name) DEFERRABLE,
  CONSTRAINT ck_region_iso_code CHECK (iso_code ~ '^CN-[A-Z]{2}$')
);

CREATE TABLE source (
  id integer GENERATED ALWAYS AS IDENTITY NOT NULL,
  kind text NOT NULL,
  publisher text,
  title text,
  date text,
  url text,
  CONSTRAINT pk_source PRIMARY KEY (id),
  CONSTRAINT ck_source_repost_url CHECK (kind <> 'REPOST' OR url IS NULL),
  CONSTRAINT ck_source_url CHECK (url ~ '^https?://'),
  CONSTRAINT ck_source_date CHECK (date ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'),
  CONSTRAINT ck_source_kind CHECK (kind IN ('OFFICIAL_LIST', 'NEWS', 'REPOST'))
);
CREATE UNIQUE INDEX uq_source_facts ON source (kind, publisher, title, date, url) NULLS NOT DISTINCT;

CREATE TABLE organisation (
  code text NOT NULL,
  name text NOT NULL,
  region_code text,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT pk_organisation PRIMARY KEY (code),
  CONSTRAINT ck_organisation_code CHECK (code ~ '^ORG-[0-9]{5,}$'),
  CONSTRAINT fk_organisation_region FOREIGN KEY (region_code) REFERENCES region(code)
);
CREATE INDEX ix_organisation_region ON organisation (region_code, code);
CREATE INDEX ix_organisation_updated ON organisation (updated_at, code);
CREATE UNIQUE INDEX uq_organisation_name ON organisation (name);
CREATE INDEX ix_organisation_name_pinyin ON organisation (name COLLATE "zh-x-icu", code);
CREATE INDEX ix_organisation_name_trgm ON organisation USING gin (name gin_trgm_ops);

CREATE TABLE studio (
  code text NOT NULL,
  name text NOT NULL,
  organisation_code text,
  region_code text,
  industry_code text,
  source_url text,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT pk_studio PRIMARY KEY (code),
  CONSTRAINT ck_studio_code CHECK (code ~ '^STU-[0-9]{4,}$'),
  CONSTRAINT fk_studio_industry FOREIGN KEY (industry_code) REFERENCES industry(code),
  CONSTRAINT fk_studio_organisation FOREIGN KEY (organisation_code) REFERENCES organisation(code),
  CONSTRAINT fk_studio_region FOREIGN KEY (region_code) REFERENCES region(code)
);
CREATE INDEX ix_studio_industry ON studio (industry_code, code);
CREATE INDEX ix_studio_organisation ON studio (organisation_code, code);
CREATE INDEX ix_studio_region ON studio (region_code, code);
CREATE INDEX ix_studio_updated ON studio (updated_at, code);
CREATE UNIQUE INDEX uq_studio_name_organisation ON studio (name, organisation_code) WHERE organisation_code IS NOT NULL;
CREATE INDEX ix_studio_name_pinyin ON studio (name COLLATE "zh-x-icu", code);
CREATE INDEX ix_studio_name_trgm ON studio USING gin (name gin_trgm_ops);

CREATE TABLE craftsman (
  code text NOT NULL,
  name text NOT NULL,
  organisation_code text,
  organisation_basis text,
  trade text,
  honours text[] NOT NULL DEFAULT '{}',
  region_code text,
  studio_code text,
  source_url text,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT pk_craftsman PRIMARY KEY (code),
  CONSTRAINT ck_craftsman_organisation_basis_value CHECK (organisation_basis IN ('STATED', 'STUDIO_UNIT', 'SOLE_UNIT', 'LEAD_UNIT')),
  CONSTRAINT ck_craftsman_organisation_basis CHECK ((organisation_code IS NULL) = (organisation_basis IS NULL)),
  CONSTRAINT ck_craftsman_code CHECK (code ~ '^CRF-[0-9]{5,}$'),
  CONSTRAINT fk_craftsman_organisation FOREIGN KEY (organisation_code) REFERENCES organisation(code),
  CONSTRAINT fk_craftsman_region FOREIGN KEY (region_code) REFERENCES region(code),
  CONSTRAINT fk_craftsman_studio FOREIGN KEY (studio_code) REFERENCES studio(code)
);
CREATE INDEX ix_craftsman_organisation ON craftsman (organisation_code, code);
CREATE INDEX ix_craftsman_region ON craftsman (region_code, code);
CREATE INDEX ix_craftsman_studio ON craftsman (studio_code, code);
CREATE INDEX ix_craftsman_updated ON craftsman (updated_at, code);
CREATE UNIQUE INDEX uq_craftsman_name_organisation ON craftsman (name, organisation_code) WHERE organisation_code IS NOT NULL;
CREATE INDEX ix_craftsman_name_pinyin ON craftsman (name COLLATE "zh-x-icu", code);
CREATE INDEX ix_craftsman_name_trgm ON craftsman USING gin (name gin_trgm_ops);
CREATE INDEX ix_craftsman_trade_trgm ON craftsman USING gin (trade gin_trgm_ops);

CREATE TABLE studio_leader (
  studio_code text NOT NULL,
  craftsman_code text NOT NULL,
  position integer NOT NULL,
  CONSTRAINT pk_studio_leader PRIMARY KEY (studio_code, craftsman_code),
  CONSTRAINT ck_studio_leader_position CHECK (position >= 1),
  CONSTRAINT fk_studio_leader_craftsman FOREIGN KEY (craftsman_code) REFERENCES craftsman(code),
  CONSTRAINT fk_studio_leader_studio FOREIGN KEY (studio_code) REFERENCES studio(code) ON DELETE CASCADE
);
CREATE INDEX ix_studio_leader_craftsman ON studio_leader (craftsman_code, studio_code);
CREATE UNIQUE INDEX uq_studio_leader_position ON studio_leader (studio_code, position);

CREATE TABLE achievement (
  code text NOT NULL,
  title text NOT NULL,
  title_en text,
  industry_code text NOT NULL,
  region_code text,
  studio_code text,
  recognition text NOT NULL,
  year integer,
  figures text[] NOT NULL DEFAULT '{}',
  exhibited_at text,
  people_partial boolean NOT NULL DEFAULT false,
  source_id integer NOT NULL,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT pk_achievement PRIMARY KEY (code),
  CONSTRAINT ck_achievement_year CHECK (year BETWEEN 1900 AND 2100),
  CONSTRAINT ck_achievement_recognition CHECK (recognition IN ('AWARDED', 'NOMINATED', 'REPORTED')),
  CONSTRAINT ck_achievement_title CHECK (title <> ''),
  CONSTRAINT ck_achievement_code CHECK (code ~ '^WIA-[0-9]{4,}$'),
  CONSTRAINT fk_achievement_industry FOREIGN KEY (industry_code) REFERENCES industry(code),
  CONSTRAINT fk_achievement_region FOREIGN KEY (region_code) REFERENCES region(code),
  CONSTRAINT fk_achievement_source FOREIGN KEY (source_id) REFERENCES source(id),
  CONSTRAINT fk_achievement_studio FOREIGN KEY (studio_code) REFERENCES studio(code)
);
CREATE INDEX ix_achievement_industry ON achievement (industry_code, code);
CREATE INDEX ix_achievement_recognition ON achievement (recognition, code);
CREATE INDEX ix_achievement_region ON achievement (region_code, code);
CREATE INDEX ix_achievement_source ON achievement (source_id, code);
CREATE INDEX ix_achievement_studio ON achievement (studio_code, code);
CREATE INDEX ix_achievement_updated ON achievement (updated_at, code);
CREATE INDEX ix_achievement_year ON achievement (year, code);
CREATE INDEX ix_achievement_year_first ON achievement (coalesce(year, 9999), code);
CREATE INDEX ix_achievement_year_last ON achievement (coalesce(year, 0), code);
CREATE INDEX ix_achievement_title_pinyin ON achievement (title COLLATE "zh-x-icu", code);
CREATE INDEX ix_achievement_title_trgm ON achievement USING gin (title gin_trgm_ops);
CREATE INDEX ix_achievement_title_en_trgm ON achievement USING gin (title_en gin_trgm_ops);

CREATE TABLE achievement_organisation (
  achievement_code text NOT NULL,
  organisation_code text NOT NULL,
  role text NOT NULL,
  position integer NOT NULL,
  CONSTRAINT pk_achievement_organisation PRIMARY KEY (achievement_code, organisation_code),
  CONSTRAINT ck_achievement_organisation_lead CHECK (position >= 0 AND (position = 0) = (role = 'LEAD')),
  CONSTRAINT ck_achievement_organisation_role CHECK (role IN ('LEAD', 'PARTNER')),
  CONSTRAINT fk_achievement_organisation_achievement FOREIGN KEY (achievement_code) REFERENCES achievement(code) ON DELETE CASCADE,
  CONSTRAINT fk_achievement_organisation_organisation FOREIGN KEY (organisation_code) REFERENCES organisation(code)
);
CREATE INDEX ix_achievement_organisation_organisation ON achievement_organisation (organisation_code, role, achievement_code);
CREATE UNIQUE INDEX uq_achievement_organisation_position ON achievement_organisation (achievement_code, position);

CREATE TABLE achievement_craftsman (
  achievement_code text NOT NULL,
  craftsman_code text NOT NULL,
  role text,
  position integer NOT NULL,
  CONSTRAINT pk_achievement_craftsman PRIMARY KEY (achievement_code, craftsman_code),
  CONSTRAINT ck_achievement_craftsman_position CHECK (position >= 1),
  CONSTRAINT fk_achievement_craftsman_achievement FOREIGN KEY (achievement_code) REFERENCES achievement(code) ON DELETE CASCADE,
  CONSTRAINT fk_achievement_craftsman_craftsman FOREIGN KEY (craftsman_code) REFERENCES craftsman(code)
);
CREATE INDEX ix_achievement_craftsman_craftsman ON achievement_craftsman (craftsman_code, achievement_code);
CREATE UNIQUE INDEX uq_achievement_craftsman_position ON achievement_craftsman (achievement_code, position);

CREATE TABLE award (
  code text NOT NULL,
  name text NOT NULL,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT pk_award PRIMARY KEY (code),
  CONSTRAINT ck_award_code CHECK (code ~ '^AWD-[0-9]{4,}$')
);
CREATE INDEX ix_award_updated ON award (updated_at, code);
CREATE UNIQUE INDEX uq_award_name ON award (name);
CREATE INDEX ix_award_name_pinyin ON award (name COLLATE "zh-x-icu", code);
CREATE INDEX ix_award_name_trgm ON award USING gin (name gin_trgm_ops);

CREATE TABLE award_grant (
  achievement_code text NOT NULL,
  position integer NOT NULL,
  award_code text NOT NULL,
  recognition text NOT NULL,
  level text,
  year integer,
  list_code text,
  CONSTRAINT pk_award_grant PRIMARY KEY (achievement_code, position),
  CONSTRAINT ck_award_grant_recognition CHECK (recognition IN ('AWARDED', 'NOMINATED', 'REPORTED')),
  CONSTRAINT ck_award_grant_year CHECK (year BETWEEN 1900 AND 2100),
  CONSTRAINT ck_award_grant_position CHECK (position >= 1),
  CONSTRAINT fk_award_grant_achievement FOREIGN KEY (achievement_code) REFERENCES achievement(code) ON DELETE CASCADE,
  CONSTRAINT fk_award_grant_award FOREIGN KEY (award_code) REFERENCES award(code)
);
CREATE INDEX ix_award_grant_award ON award_grant (award_code, achievement_code);
CREATE INDEX ix_award_grant_level ON award_grant (level, achievement_code);
CREATE INDEX ix_award_grant_list_code ON award_grant (list_code);

CREATE TABLE retired_code (
  code text NOT NULL,
  reason text NOT NULL,
  retired_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT pk_retired_code PRIMARY KEY (code),
  CONSTRAINT ck_retired_code_reason CHECK (reason <> '')
);

CREATE TABLE catalog_state (
  id integer NOT NULL,
  revision integer NOT NULL DEFAULT 0,
  changed_at timestamptz,
  seed_digest text,
  CONSTRAINT pk_catalog_state PRIMARY KEY (id),
  CONSTRAINT ck_catalog_state_single CHECK (id = 1)
);
`;

/** The tables whose records have a public code that is never given again. */
const CODED_TABLES = ['achievement', 'craftsman', 'studio', 'organisation', 'award', 'industry', 'region'];

/** A code is retired before its record is removed, and stays retired. */
const RETIREMENT = `
CREATE FUNCTION refuse_retired_code() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM retired_code WHERE code = NEW.code) THEN
    RAISE EXCEPTION 'The code % is retired and is never given again.', NEW.code
      USING ERRCODE = 'unique_violation', CONSTRAINT = 'ct_' || TG_TABLE_NAME || '_code_retired';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION require_retired_code() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM retired_code WHERE code = OLD.code) THEN
    RAISE EXCEPTION 'The code % must be retired when its record is removed.', OLD.code
      USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'ct_' || TG_TABLE_NAME || '_code_kept';
  END IF;
  RETURN NULL;
END $$;
`;

/** An achievement is AWARDED exactly when one of its grants is, so that a nomination can never pass for a win. */
const RECOGNITION = `
CREATE FUNCTION check_recognition() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  subject text;
BEGIN
  IF TG_TABLE_NAME = 'achievement' THEN
    subject := NEW.code;
  ELSIF TG_OP = 'DELETE' THEN
    subject := OLD.achievement_code;
  ELSE
    subject := NEW.achievement_code;
  END IF;
  IF EXISTS (
    SELECT 1 FROM achievement a
    WHERE a.code = subject AND (a.recognition = 'AWARDED') <> EXISTS (
      SELECT 1 FROM award_grant g WHERE g.achievement_code = a.code AND g.recognition = 'AWARDED'
    )
  ) THEN
    RAISE EXCEPTION 'The recognition of % does not agree with its grants: AWARDED needs a grant that was won.', subject
      USING ERRCODE = 'check_violation', CONSTRAINT = 'ct_achievement_recognition';
  END IF;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER ct_achievement_recognition
  AFTER INSERT OR UPDATE OF recognition ON achievement
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_recognition();
CREATE CONSTRAINT TRIGGER ct_award_grant_recognition
  AFTER INSERT OR UPDATE OR DELETE ON award_grant
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_recognition();
`;

/** The catalogue: its records, their links, and the rules that no write may break. */
export class CreateCatalogue1795000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE EXTENSION IF NOT EXISTS pg_trgm');
    await runner.query(TABLES);
    await runner.query('INSERT INTO catalog_state (id) VALUES (1)');
    await runner.query(RETIREMENT);
    for (const table of CODED_TABLES) {
      await runner.query(`
        CREATE TRIGGER ct_${table}_code_retired BEFORE INSERT OR UPDATE OF code ON ${table}
          FOR EACH ROW EXECUTE FUNCTION refuse_retired_code();
        CREATE CONSTRAINT TRIGGER ct_${table}_code_kept AFTER DELETE OR UPDATE OF code ON ${table}
          DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION require_retired_code();
      `);
    }
    await runner.query(RECOGNITION);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `DROP TABLE catalog_state, retired_code, award_grant, award, achievement_craftsman, achievement_organisation, achievement, studio_leader, craftsman, studio, organisation, source, region, industry`,
    );
    await runner.query('DROP FUNCTION refuse_retired_code, require_retired_code, check_recognition');
  }
}
