import { Transform } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Matches, Max, Min, ValidateIf } from 'class-validator';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export const LOG_FORMATS = ['auto', 'json', 'pretty'] as const;

const MAX_PORT = 65_535;

/** More than any client can send: whoever wants no quota sets this. */
const MAX_QUOTA = 100_000_000;

const NUMBER = Transform(({ value }: { value: string }) => (/^\d{1,9}$/.test(value) ? Number(value) : NaN));

/** Checked where it is set, and needed where snapshots are kept in a bucket. */
const NeededWithBucket = (): PropertyDecorator =>
  ValidateIf((all: Environment, value) => value !== undefined || all.SNAPSHOT_S3_BUCKET !== undefined);

/** The environment variables of the service, as they are set. An empty one counts as not set. */
export class Environment {
  @IsOptional()
  @Matches(/^[\w.:%-]+$/)
  HOST?: string;

  @IsOptional()
  @NUMBER
  @IsInt()
  @Min(0)
  @Max(MAX_PORT)
  PORT?: number;

  @IsOptional()
  @Matches(/^[^\0]+$/)
  DATA_DIR?: string;

  @IsOptional()
  @Matches(/^postgres(ql)?:\/\/\S+$/)
  DATABASE_URL?: string;

  @IsOptional()
  @Matches(/^[^\0]+$/)
  PG_BIN?: string;

  @IsOptional()
  @Matches(/^https?:\/\/[^\s?#/@][^\s?#@]*$/)
  MEILI_URL?: string;

  @IsOptional()
  @Matches(/^\S+$/)
  MEILI_SEARCH_KEY?: string;

  @IsOptional()
  @Matches(/^\S+$/)
  MEILI_INDEX_KEY?: string;

  @IsOptional()
  @Matches(/^[\w-]{1,50}$/)
  MEILI_INDEX_PREFIX?: string;

  @IsOptional()
  @NUMBER
  @IsInt()
  @Min(50)
  @Max(60_000)
  MEILI_TIMEOUT_MS?: number;

  @IsOptional()
  @NUMBER
  @IsInt()
  @Min(0)
  @Max(4_096)
  SEARCH_MEMORY_MB?: number;

  @IsOptional()
  @Matches(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/)
  SNAPSHOT_S3_BUCKET?: string;

  @IsOptional()
  @Matches(/^https?:\/\/[^\s?#/@][^\s?#@]*$/)
  SNAPSHOT_S3_ENDPOINT?: string;

  @IsOptional()
  @Matches(/^[\w-]{1,60}$/)
  SNAPSHOT_S3_REGION?: string;

  @IsOptional()
  @Matches(/^(?=.{1,200}$)[\w.-]+(\/[\w.-]+)*$/)
  SNAPSHOT_S3_PREFIX?: string;

  @NeededWithBucket()
  @Matches(/^\S+$/)
  SNAPSHOT_S3_ACCESS_KEY_ID?: string;

  @NeededWithBucket()
  @Matches(/^\S+$/)
  SNAPSHOT_S3_SECRET_ACCESS_KEY?: string;

  @IsOptional()
  @IsIn(['true', 'false'])
  SNAPSHOT_S3_PATH_STYLE?: 'true' | 'false';

  @IsOptional()
  @IsIn(LOG_LEVELS)
  LOG_LEVEL?: (typeof LOG_LEVELS)[number];

  @IsOptional()
  @IsIn(LOG_FORMATS)
  LOG_FORMAT?: (typeof LOG_FORMATS)[number];

  @IsOptional()
  @Matches(/^https?:\/\/[^\s?#/][^\s?#]*$/)
  PUBLIC_URL?: string;

  @IsOptional()
  @IsIn(['true', 'false'])
  TRUST_PROXY?: 'true' | 'false';

  @IsOptional()
  @NUMBER
  @IsInt()
  @Min(1)
  @Max(MAX_QUOTA)
  QUOTA_ANONYMOUS?: number;

  @IsOptional()
  @NUMBER
  @IsInt()
  @Min(1)
  @Max(MAX_QUOTA)
  QUOTA_KEY?: number;
}
