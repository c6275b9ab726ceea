import 'reflect-metadata';
import { applyDecorators } from '@nestjs/common';
import { Type } from 'class-transformer';
import {
  IsArray,
  IsBoolean,
  IsEnum,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsObject,
  IsString,
  IsUrl,
  Matches,
  Max,
  Min,
  ValidateBy,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { Recognition } from '../src/catalog/achievement/achievement.enums.js';
import { SourceKind } from '../src/catalog/source/source.type.js';

/** The years in which an achievement can lie. */
const FIRST_YEAR = 1900;
const LAST_YEAR = 2100;

/** A text that must be there. */
const Required = (): PropertyDecorator => applyDecorators(IsString(), IsNotEmpty());

/** What may be unknown: null, and never left out. */
const Nullable = (): PropertyDecorator => ValidateIf((_, value) => value !== null);

/** A text that may be unknown: null, never empty. */
const Optional = (): PropertyDecorator => applyDecorators(Nullable(), IsString(), IsNotEmpty());

/** A list of texts that may be empty. */
const Texts = (): PropertyDecorator =>
  applyDecorators(IsArray(), IsString({ each: true }), IsNotEmpty({ each: true }));

const Year = (): PropertyDecorator => applyDecorators(Nullable(), IsInt(), Min(FIRST_YEAR), Max(LAST_YEAR));

const WebAddress = (): PropertyDecorator =>
  applyDecorators(
    Nullable(),
    IsUrl({ protocols: ['http', 'https'], require_protocol: true }),
    // The database takes a scheme in small letters only.
    Matches(/^https?:/),
  );

/** A line of industries.jsonl. */
export class IndustryRow {
  @Matches(/^[A-Z]+(_[A-Z]+)*$/)
  code: string;

  @Required()
  name: string;

  @Required()
  nameEn: string;

  @Required()
  description: string;

  @Required()
  descriptionEn: string;

  @IsInt()
  @Min(1)
  position: number;

  @IsBoolean()
  shownAtConference: boolean;
}

/** A line of regions.jsonl. */
export class RegionRow {
  @Required()
  code: string;

  @Required()
  name: string;

  @Required()
  nameEn: string;

  @Nullable()
  @Matches(/^CN-[A-Z]{2}$/)
  isoCode: string | null;

  @IsInt()
  @Min(1)
  position: number;
}

/** A person of an achievement. */
export class PersonRow {
  @Required()
  name: string;

  @Optional()
  role: string | null;
}

/** The award of an achievement. */
export class AwardRow {
  @Required()
  name: string;

  @Optional()
  level: string | null;

  @Year()
  year: number | null;
}

/** The source of an achievement. */
export class SourceRow {
  @IsEnum(SourceKind)
  kind: SourceKind;

  @Optional()
  publisher: string | null;

  @Optional()
  title: string | null;

  @Nullable()
  @Matches(/^\d{4}(-\d{2}(-\d{2})?)?$/)
  date: string | null;

  @WebAddress()
  @ValidateBy({
    name: 'repost',
    validator: {
      validate: (_, args) => (args?.object as SourceRow).kind !== SourceKind.REPOST,
      defaultMessage: () => 'the address of a reposted copy is not fit to link',
    },
  })
  url: string | null;
}

/** A line of achievements.jsonl. */
export class AchievementRow {
  @Matches(/^WIA-\d{4,}$/)
  code: string;

  @Required()
  title: string;

  @Optional()
  titleEn: string | null;

  @Optional()
  organisation: string | null;

  @Texts()
  partnerOrganisations: string[];

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => PersonRow)
  people: PersonRow[];

  @IsBoolean()
  peoplePartial: boolean;

  @Optional()
  studio: string | null;

  @Required()
  industry: string;

  @Optional()
  region: string | null;

  @IsEnum(Recognition)
  recognition: Recognition;

  @Nullable()
  @IsObject()
  @ValidateNested()
  @Type(() => AwardRow)
  award: AwardRow | null;

  @Optional()
  listCode: string | null;

  @Year()
  year: number | null;

  @Texts()
  figures: string[];

  @Optional()
  exhibitedAt: string | null;

  @IsObject()
  @ValidateNested()
  @Type(() => SourceRow)
  source: SourceRow;
}

/** A line of craftsmen.jsonl. */
export class CraftsmanRow {
  @Required()
  name: string;

  @Texts()
  honours: string[];

  @Optional()
  organisation: string | null;

  @Optional()
  trade: string | null;

  @Optional()
  region: string | null;

  @Optional()
  studio: string | null;

  @WebAddress()
  sourceUrl: string | null;
}

/** A line of studios.jsonl. */
export class StudioRow {
  @Required()
  name: string;

  /** One name, or several set apart by “/” or “、”. */
  @Optional()
  leader: string | null;

  @Optional()
  organisation: string | null;

  @Optional()
  region: string | null;

  @Optional()
  industry: string | null;

  @WebAddress()
  sourceUrl: string | null;
}

/** The kinds of records whose codes the registry gives. */
const REGISTERED_KINDS = ['organisation', 'studio', 'craftsman', 'award'] as const;

export type RegisteredKind = (typeof REGISTERED_KINDS)[number];

/** How the codes of each kind look. */
const CODE_SHAPES: Partial<Record<string, RegExp>> = {
  organisation: /^ORG-\d{5,}$/,
  craftsman: /^CRF-\d{5,}$/,
  studio: /^STU-\d{4,}$/,
  award: /^AWD-\d{4,}$/,
};

/** A line of codes.jsonl: the permanent code of a record that the sources name without one. */
export class CodeRow {
  @ValidateBy({
    name: 'shape',
    validator: {
      validate: (code, args) => CODE_SHAPES[(args?.object as CodeRow).kind]?.test(String(code)) ?? false,
      defaultMessage: () => 'code does not have the shape of its kind',
    },
  })
  code: string;

  @IsIn(REGISTERED_KINDS)
  kind: RegisteredKind;

  /** What makes the record the one it is; see `seed/codes.ts`. */
  @IsArray()
  @ValidateIf(
    (_, value) => !(Array.isArray(value) && value.every((part) => part === null || typeof part === 'string')),
  )
  @IsString({ each: true })
  identity: (string | null)[];
}
