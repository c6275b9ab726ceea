import { DESCRIPTOR, pathOf } from '../package.descriptor.js';
import { PACKAGE_TABLES, type PackageTable } from '../package.tables.js';
import { type PackageArchive } from './package.archive.js';
import { packageRefused } from './package.refused.js';

/** What a package tells of one of its tables. */
export interface ToldTable {
  readonly table: PackageTable;
  readonly path: string;
  readonly sha256: string;
  readonly rows: number;
}

/** What is read of a package's own description. */
export interface ToldPackage {
  readonly version: string;
  /** Every table of {@link PACKAGE_TABLES}, in its order. */
  readonly tables: readonly ToldTable[];
}

/** A description has some tens of thousands of bytes; one that is far larger is none, and would fill the memory. */
const MAX_BYTES = 10_000_000;

/**
 * Reads the description of a package.
 *
 * @throws AppError when there is none, or a table or its checksum is missing in it
 */
export async function readDescriptor(archive: PackageArchive): Promise<ToldPackage> {
  const { version, resources } = await contentOf(archive);
  if (!Array.isArray(resources)) {
    throw packageRefused('It lists no tables (resources).', { file: DESCRIPTOR });
  }
  const told: ReadonlyMap<unknown, Resource> = new Map(
    resources.filter(isObject).map((resource) => [resource.path, resource]),
  );
  return {
    version: typeof version === 'string' ? version : 'an unknown version',
    tables: PACKAGE_TABLES.map((table) => tableIn(told, table)),
  };
}

type Resource = Readonly<Record<string, unknown>>;

async function contentOf(archive: PackageArchive): Promise<Resource> {
  const size = archive.sizeOf(DESCRIPTOR);
  if (size === null) {
    throw packageRefused(`The archive has no ${DESCRIPTOR}: it is no data package of the catalogue.`);
  }
  if (size > MAX_BYTES) {
    throw packageRefused(`It has ${size} bytes; at most ${MAX_BYTES} are allowed.`, { file: DESCRIPTOR });
  }
  const pieces: Buffer[] = [];
  for await (const piece of archive.bytes(DESCRIPTOR)) pieces.push(piece);
  try {
    const content: unknown = JSON.parse(Buffer.concat(pieces).toString('utf8'));
    return isObject(content) ? content : {};
  } catch (cause) {
    throw packageRefused('It is no JSON.', { file: DESCRIPTOR, cause });
  }
}

function tableIn(told: ReadonlyMap<unknown, Resource>, table: PackageTable): ToldTable {
  const path = pathOf(table);
  const resource = told.get(path);
  if (!resource) throw packageRefused(`It does not list ${path}.`, { file: DESCRIPTOR });
  const { hash, rows } = resource;
  const [, sha256] = /^sha256:([0-9a-f]{64})$/.exec(String(hash)) ?? [];
  if (sha256 === undefined || typeof rows !== 'number') {
    const message = `It does not tell the checksum (hash, of SHA-256) and the number of rows (rows) of ${path}.`;
    throw packageRefused(message, { file: DESCRIPTOR });
  }
  return { table, path, sha256, rows };
}

function isObject(value: unknown): value is Resource {
  return typeof value === 'object' && value !== null;
}
