import { AppError } from '../../common/errors/app-error.js';
import { normalisedText } from '../../common/text/normalise.js';
import { COLUMN_KEYS, IMPORT_COLUMNS, type ColumnKey } from './columns.js';
import { nearest } from './nearest.js';

/** Which column of the file is which of ours: names of the file, by the names of ours. Those it lacks are left out. */
export type ColumnMapping = Readonly<Partial<Record<ColumnKey, string>>>;

/** A column of the file that is read. */
export interface ReadColumn {
  readonly key: ColumnKey;
  /** Its place in the file, from 0. */
  readonly place: number;
  /** Its name in the file. */
  readonly name: string;
}

/** How the columns of a file are read. */
export interface ReadColumns {
  readonly read: readonly ReadColumn[];
  /** The columns that are none of ours, and are left out. */
  readonly ignored: readonly string[];
}

/** Names that differ in case, width or separators alone are the same. */
function folded(name: string): string {
  return normalisedText(name).replaceAll(' ', '');
}

const KEYS_BY_NAME: ReadonlyMap<string, ColumnKey> = new Map(
  COLUMN_KEYS.flatMap((key) => {
    const { zh, en, aliases } = IMPORT_COLUMNS[key];
    return [key, zh, en, ...aliases].map((name): [string, ColumnKey] => [folded(name), key]);
  }),
);

/**
 * Finds our columns among those of a file: by the mapping where it names them, by their names otherwise.
 *
 * @param mapping what a user says, by our names (in the code, Chinese or English)
 * @throws AppError BAD_USER_INPUT when the mapping names no column, two columns are the same, or none is ours
 */
export function readColumns(
  names: readonly string[],
  mapping: Readonly<Record<string, string>>,
): ReadColumns {
  const mapped = new Map(
    Object.entries(mapping).map(([ours, theirs]) => [placeOf(names, theirs), keyOf(ours)]),
  );
  const taken = new Set(mapped.values());
  const read: ReadColumn[] = [];
  const ignored: string[] = [];
  const seen = new Map<ColumnKey, string>();
  names.forEach((name, place) => {
    const found = KEYS_BY_NAME.get(folded(name));
    const key = mapped.get(place) ?? (found !== undefined && !taken.has(found) ? found : undefined);
    if (key === undefined) {
      if (name.trim() !== '') ignored.push(name);
      return;
    }
    const other = seen.get(key);
    if (other !== undefined) {
      throw new AppError(
        'BAD_USER_INPUT',
        `The columns “${other}” and “${name}” both are “${IMPORT_COLUMNS[key].zh}”.`,
        {
          problem: 'DUPLICATE_COLUMN',
          columns: [other, name],
        },
      );
    }
    seen.set(key, name);
    read.push({ key, place, name: name.trim() });
  });
  if (read.length > 0) return { read, ignored };
  throw new AppError('BAD_USER_INPUT', 'The first row names no column of the template.', {
    problem: 'NO_COLUMNS',
    found: names,
    allowed: COLUMN_KEYS.map((key) => IMPORT_COLUMNS[key].zh),
  });
}

function placeOf(names: readonly string[], theirs: string): number {
  const place = names.findIndex((name) => folded(name) === folded(theirs));
  if (place >= 0) return place;
  throw new AppError(
    'BAD_USER_INPUT',
    `The mapping names the column “${theirs}”, which the file does not have.`,
    {
      problem: 'UNKNOWN_COLUMN',
      allowed: names,
    },
  );
}

function keyOf(ours: string): ColumnKey {
  const key = KEYS_BY_NAME.get(folded(ours));
  if (key !== undefined) return key;
  const allowed = COLUMN_KEYS.map((each) => IMPORT_COLUMNS[each].zh);
  throw new AppError('BAD_USER_INPUT', `The mapping names “${ours}”, which is no column of the template.`, {
    problem: 'UNKNOWN_COLUMN',
    suggestion: nearest(ours, allowed),
    allowed,
  });
}
