import { Field, GraphQLISODateTime, ID, Int, ObjectType } from '@nestjs/graphql';
import { FieldChange } from '../catalog/history/change.types.js';
import { connectionType, edgeType } from '../common/pagination/connection.type.js';
import { ImportState } from './import.enums.js';
import { RowAction } from './plan/planned.js';
import { ImportProblemCode } from './schema/problems.js';

@ObjectType({ description: 'A file that was checked, and what became of it.' })
export class Import {
  @Field(() => ID, { description: 'Its number.' })
  id: string;

  @Field(() => GraphQLISODateTime, { description: 'When it was checked.' })
  at: Date;

  @Field({ description: 'Who sent it: the name of the key.' })
  author: string;

  @Field({ description: 'Name of the file.' })
  fileName: string;

  @Field({ description: 'What the file is: CSV, TSV, XLSX or JSONL.' })
  format: string;

  @Field(() => String, {
    nullable: true,
    description: 'Encoding that was found: UTF-8 or GB18030; null for XLSX.',
  })
  encoding: string | null;

  @Field(() => [String], {
    description: 'Columns of the file that are none of the template; they were left out.',
  })
  ignoredColumns: string[];

  @Field(() => ImportState, { description: 'How far it is.' })
  state: ImportState;

  @Field(() => Int, { description: 'Rows that make new achievements.' })
  created: number;

  @Field(() => Int, { description: 'Rows that change achievements.' })
  changed: number;

  @Field(() => Int, { description: 'Rows that say what the catalogue has already.' })
  unchanged: number;

  @Field(() => Int, { description: 'Rows with problems. While there are any, nothing can be applied.' })
  refused: number;

  @Field(() => Int, { description: 'Cells that were mended; their rows are not refused for it.' })
  mended: number;

  @Field(() => ID, {
    nullable: true,
    description: 'The change set that applying it made; null before.',
  })
  changeSetId: string | null;

  @Field(() => ID, { nullable: true, description: 'The change set that took it back; null when none did.' })
  revertedBy: string | null;
}

@ObjectType({ description: 'One thing that is wrong with a row, or was mended in it.' })
export class ImportProblem {
  @Field(() => Int, { description: 'The number under which the file shows the row; of JSONL, its line.' })
  row: number;

  @Field(() => String, {
    nullable: true,
    description: 'The column, by the name that the file gives it; null where the whole row is meant.',
  })
  column: string | null;

  @Field(() => ImportProblemCode, { description: 'What is wrong.' })
  code: ImportProblemCode;

  @Field({ description: 'What is wrong, in words.' })
  message: string;

  @Field(() => String, {
    nullable: true,
    description:
      'What could stand in the cell instead, or was written in its place; null when nothing is known.',
  })
  suggestion: string | null;
}

@ObjectType({ description: 'What comes of a row.' })
export class ImportRow {
  @Field(() => Int, { description: 'The number under which the file shows it; of JSONL, its line.' })
  row: number;

  @Field(() => RowAction, { description: 'What comes of it.' })
  action: RowAction;

  @Field(() => String, {
    nullable: true,
    description: 'Code of the achievement that it changes or makes; null when it is refused and gives none.',
  })
  code: string | null;

  @Field(() => String, { nullable: true, description: 'Title of the achievement; null when it has none.' })
  title: string | null;

  @Field(() => [FieldChange], { description: 'The fields that it changes; none for a new achievement.' })
  changes: FieldChange[];

  @Field(() => [ImportProblem], { description: 'What is wrong with it, and what was mended.' })
  problems: ImportProblem[];
}

export const ImportEdge = edgeType('Import', () => Import);

export const ImportConnection = connectionType('Import', () => ImportEdge);

export const ImportRowEdge = edgeType('ImportRow', () => ImportRow);

export const ImportRowConnection = connectionType('ImportRow', () => ImportRowEdge);

@ObjectType({ description: 'The import that was applied.' })
export class ApplyImportPayload {
  @Field(() => Import, { description: 'The import as it stands now.' })
  import: Import;
}

@ObjectType({ description: 'The import that was taken back.' })
export class RevertImportPayload {
  @Field(() => Import, { description: 'The import as it stands now.' })
  import: Import;
}
