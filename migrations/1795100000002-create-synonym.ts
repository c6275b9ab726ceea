import { type MigrationInterface, type QueryRunner } from 'typeorm';

const TABLE = `
CREATE TABLE synonym (
  id integer GENERATED ALWAYS AS IDENTITY NOT NULL,
  term text NOT NULL,
  expansion text NOT NULL,
  term_text text NOT NULL,
  expansion_text text NOT NULL,
  both_ways boolean NOT NULL,
  note text,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT pk_synonym PRIMARY KEY (id),
  CONSTRAINT uq_synonym_pair UNIQUE (term_text, expansion_text),
  CONSTRAINT ck_synonym_different CHECK (term_text <> expansion_text)
);
`;

/**
 * What every catalogue of this kind begins with; curators add and remove. English terms are in the titles of some
 * records only, so each way finds what the other does not.
 */
const FIRST: readonly (readonly [term: string, between: '↔' | '→', expansion: string])[] = [
  ['高铁', '↔', '高速铁路'],
  ['焊接', '→', '焊'],
  ['计算机', '↔', '电脑'],
  ['风电', '↔', '风力发电'],
  ['机器人', '↔', 'robot'],
  ['人工智能', '↔', 'AI'],
  ['数字孪生', '↔', 'digital twin'],
  ['物联网', '↔', 'IoT'],
  ['无人机', '↔', 'UAV'],
  ['数控', '↔', 'CNC'],
  ['激光', '↔', 'laser'],
  ['无损检测', '↔', 'NDT'],
  ['动车组', '↔', 'EMU'],
  ['内燃机车', '↔', 'diesel locomotive'],
  ['接触网', '↔', 'OCS'],
  ['接触网', '↔', 'catenary'],
  ['地铁', '↔', 'metro'],
  ['特高压', '↔', 'UHV'],
  ['变压器', '↔', 'transformer'],
  ['液化天然气', '↔', 'LNG'],
];

/** The terms that a search also looks for when another one is asked for, and the first of them. */
export class CreateSynonym1795100000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLE);
    for (const [term, between, expansion] of FIRST) {
      // These are Simplified Chinese and plain Latin: letter case is all that their normalised form lacks.
      await runner.query(
        `INSERT INTO synonym (term, expansion, term_text, expansion_text, both_ways)
         VALUES ($1, $2, lower($1), lower($2), $3)`,
        [term, expansion, between === '↔'],
      );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE synonym');
  }
}
