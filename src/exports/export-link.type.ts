import { ArgsType, Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import { IsOptional, IsString } from 'class-validator';
import { AchievementFilter } from '../catalog/achievement/achievement.input.js';
import { InputField } from '../common/graphql/input.decorators.js';
import { type FormatName } from './formats/format-writer.js';
import { FORMATS } from './formats/formats.js';

/** The names of the formats as GraphQL has them. */
export const EXPORT_FORMATS = {
  CSV: 'csv',
  CSV_EXCEL: 'csv-excel',
  TSV: 'tsv',
  JSONL: 'jsonl',
  JSON: 'json',
  PARQUET: 'parquet',
  XLSX: 'xlsx',
} as const satisfies Readonly<Record<string, FormatName>>;

registerEnumType(EXPORT_FORMATS, {
  name: 'ExportFormat',
  description: 'A format in which rows can be had as a file.',
  valuesMap: Object.fromEntries(
    Object.entries(EXPORT_FORMATS).map(([name, format]) => [name, { description: FORMATS[format].doc }]),
  ),
});

@ObjectType({
  description: 'Where a selection can be had as a file, complete and as it is when it is asked for.',
})
export class ExportLink {
  @Field(() => EXPORT_FORMATS, { description: 'The format.' })
  format: FormatName;

  @Field({ description: 'The media type of the file.' })
  mediaType: string;

  @Field({ description: 'The address.' })
  url: string;
}

@ArgsType()
export class ExportLinksArgs {
  @InputField(() => AchievementFilter, 'Which achievements; all when left out.')
  filter?: AchievementFilter | null;

  @Field(() => String, {
    nullable: true,
    description: 'A search whose whole result is meant, as `search` has it.',
  })
  @IsOptional()
  @IsString()
  q?: string | null;
}
