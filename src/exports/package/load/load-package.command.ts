import { type DataSource } from 'typeorm';
import { PackageArchive } from './package.archive.js';
import { loadPackage } from './package.loader.js';

/** What the command is asked for, and how it tells. */
export interface LoadRequest {
  readonly path: string;
  /** The checksum of the source files of this release. */
  readonly seedDigest: string;
  readonly progress: (step: string, done: number, total: number) => void;
  readonly print: (line: string) => void;
}

/**
 * Loads a data package into the empty catalogue, and tells what it held.
 *
 * @throws StartupError when the file cannot be opened, AppError when it or the catalogue is not fit for that
 */
export async function runLoadPackage(
  dataSource: DataSource,
  { path, seedDigest, progress, print }: LoadRequest,
): Promise<void> {
  const archive = await PackageArchive.open(path);
  try {
    const { version, tables } = await loadPackage(dataSource, archive, { seedDigest, onProgress: progress });
    const counts = tables.map(({ table, rows }) => `${rows} ${table.name}`);
    print(`Loaded: version ${version}, with ${counts.join(', ')}.`);
  } finally {
    archive.close();
  }
}
