import { type DataSource } from 'typeorm';
import { runStatement } from '../../database/query/run-statement.js';

/** Codes of records that an index does not have as the database does. */
export interface Differences {
  /** In the database only. */
  readonly missing: readonly string[];
  /** In the index only. */
  readonly extra: readonly string[];
  /** In both, but not the same. */
  readonly different: readonly string[];
}

/** The codes of all differences. */
export function codesOf({ missing, extra, different }: Differences): string[] {
  return [...missing, ...extra, ...different];
}

/** The differences without those of some records. */
export function without(differences: Differences, codes: ReadonlySet<string>): Differences {
  const rest = (list: readonly string[]): string[] => list.filter((code) => !codes.has(code));
  return {
    missing: rest(differences.missing),
    extra: rest(differences.extra),
    different: rest(differences.different),
  };
}

/** Compares fingerprints by code. */
export function differencesOf(
  database: ReadonlyMap<string, string>,
  index: ReadonlyMap<string, string>,
): Differences {
  const codes = [...database.keys()];
  return {
    missing: codes.filter((code) => !index.has(code)),
    extra: [...index.keys()].filter((code) => !database.has(code)),
    different: codes.filter((code) => index.has(code) && index.get(code) !== database.get(code)),
  };
}

/** The fingerprint of every record, by code. */
export async function readFingerprints(dataSource: DataSource): Promise<Map<string, string>> {
  const rows = await runStatement(dataSource, {
    text: 'SELECT code, fingerprint FROM public_record ORDER BY code',
    values: [],
    recurring: true,
  });
  return new Map(rows.map(({ code, fingerprint }) => [code as string, fingerprint as string]));
}
