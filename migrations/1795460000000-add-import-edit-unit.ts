import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** The unit by which namesakes among the new studios of a file are told apart. */
export class AddImportEditUnit1795460000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE import_edit ADD COLUMN unit text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE import_edit DROP COLUMN unit');
  }
}
