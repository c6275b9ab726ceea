import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { PROJECT_ROOT } from '../src/common/project.js';
import { StartupError } from '../src/common/startup-error.js';
import { AchievementRow, CodeRow, CraftsmanRow, IndustryRow, RegionRow, StudioRow } from './rows.js';

/** Where the source files are. */
export const SEED_FOLDER = join(PROJECT_ROOT, 'seed', 'data');

/** A line that could not be loaded, and why. */
export interface SeedProblem {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly reason: string;
}

/** A line that is well-formed. */
export interface SeedLine<R> {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly row: R;
}

/** The source files, read and checked line by line. */
export interface SeedFiles {
  readonly industries: SeedLine<IndustryRow>[];
  readonly regions: SeedLine<RegionRow>[];
  readonly achievements: SeedLine<AchievementRow>[];
  readonly craftsmen: SeedLine<CraftsmanRow>[];
  readonly studios: SeedLine<StudioRow>[];
  readonly codes: SeedLine<CodeRow>[];
  readonly problems: SeedProblem[];
}

/** The files whose contents {@link seedDigest} covers. */
const FILES = [
  'industries.jsonl',
  'regions.jsonl',
  'achievements.jsonl',
  'craftsmen.jsonl',
  'studios.jsonl',
  'codes.jsonl',
] as const;

/**
 * SHA-256 over the contents of all source files: the same files need not be loaded twice.
 *
 * @throws StartupError when a file cannot be read
 */
export function seedDigest(folder = SEED_FOLDER): string {
  const digest = createHash('sha256');
  for (const file of FILES) digest.update(file).update(readText(join(folder, file)));
  return digest.digest('hex');
}

/**
 * Reads the source files. A broken line is kept as a problem and the others are read.
 *
 * @throws StartupError when a file cannot be read at all
 */
export function readSeedFiles(folder = SEED_FOLDER): SeedFiles {
  const problems: SeedProblem[] = [];
  const read = <R extends object>(file: (typeof FILES)[number], shape: new () => R): SeedLine<R>[] =>
    parseLines(file, readText(join(folder, file)), shape, problems);
  return {
    industries: read('industries.jsonl', IndustryRow),
    regions: read('regions.jsonl', RegionRow),
    achievements: read('achievements.jsonl', AchievementRow),
    craftsmen: read('craftsmen.jsonl', CraftsmanRow),
    studios: read('studios.jsonl', StudioRow),
    codes: withoutRepeats(read('codes.jsonl', CodeRow), problems),
    problems,
  };
}

/** A code names one record, and a record has one code: what repeats either is a problem. */
function withoutRepeats(lines: SeedLine<CodeRow>[], problems: SeedProblem[]): SeedLine<CodeRow>[] {
  const seen = new Set<string>();
  return lines.filter(({ file, line, row }) => {
    const facts = [row.code, JSON.stringify([row.kind, ...row.identity])];
    const repeated = facts.find((fact) => seen.has(fact));
    if (repeated !== undefined)
      problems.push({ file, line, reason: `${repeated} stands on an earlier line` });
    else for (const fact of facts) seen.add(fact);
    return repeated === undefined;
  });
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new StartupError(
      `The seed file ${path} cannot be read: ${(cause as NodeJS.ErrnoException).code ?? 'unknown reason'}.`,
      {
        cause,
      },
    );
  }
}

function parseLines<R extends object>(
  file: string,
  text: string,
  shape: new () => R,
  problems: SeedProblem[],
): SeedLine<R>[] {
  const lines: SeedLine<R>[] = [];
  for (const [index, content] of text.split('\n').entries()) {
    if (content.trim() === '') continue;
    const line = index + 1;
    const parsed = parseLine(content, shape);
    if (typeof parsed === 'string') problems.push({ file, line, reason: parsed });
    else lines.push({ file, line, row: parsed });
  }
  return lines;
}

/** The row that a line holds, or the reason why it holds none. */
function parseLine<R extends object>(content: string, shape: new () => R): R | string {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch (error) {
    return `not valid JSON (${(error as Error).message})`;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'not a JSON object';
  const escaped = JSON.stringify(value);
  if (/(?<!\\)(\\\\)*\\u0000/.test(escaped)) return 'holds a NUL character';
  if (/(?<!\\)(\\\\)*\\ud[89a-f]/.test(escaped)) return 'holds half a character (a lone surrogate)';
  const row = plainToInstance(shape, value);
  const errors = validateSync(row, { whitelist: true, forbidNonWhitelisted: true });
  return errors.length ? describe(errors) : row;
}

function describe(errors: readonly ValidationError[], path = ''): string {
  return errors
    .map((error) => {
      const here = path ? `${path}.${error.property}` : error.property;
      const own = Object.values(error.constraints ?? {});
      return own.length ? `${here}: ${own.join(', ')}` : describe(error.children ?? [], here);
    })
    .join('; ');
}
