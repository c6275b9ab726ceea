import { CATALOGUE, type CatalogueState, versionOf } from './catalogue.facts.js';
import { type PackageField } from './package.fields.js';
import { type PackageTable, tableOf } from './package.tables.js';

/** The description of the package; it tells the checksums of the tables, so it comes after them. */
export const DESCRIPTOR = 'datapackage.json';

/** A table as it was written. */
export interface WrittenTable {
  readonly table: PackageTable;
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly rows: number;
}

/** Where a table stands in the package. */
export function pathOf({ name }: PackageTable): string {
  return `data/${name}.csv`;
}

const TYPES = { text: 'string', integer: 'integer', boolean: 'boolean', moment: 'datetime' } as const;

/** The description of the package, as Data Package v2 has it. */
export function describePackage(state: CatalogueState, written: readonly WrittenTable[]): object {
  return {
    $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
    name: CATALOGUE.name,
    title: `${CATALOGUE.title} · ${CATALOGUE.titleEn}`,
    description: CATALOGUE.description,
    version: versionOf(state),
    ...(state.changedAt === null ? {} : { created: state.changedAt.toISOString() }),
    keywords: CATALOGUE.keywords,
    contributors: [{ title: `${CATALOGUE.publisher} · ${CATALOGUE.publisherEn}`, roles: ['publisher'] }],
    licenses: [{ title: CATALOGUE.terms, path: 'README.md' }],
    sources: [{ title: 'Public sources: each achievement names its own', path: 'data/achievements.csv' }],
    resources: written.map(describeTable),
  };
}

function describeTable({ table, path, bytes, sha256, rows }: WrittenTable): object {
  return {
    name: table.name,
    type: 'table',
    path,
    title: table.title,
    description: table.doc,
    format: 'csv',
    mediatype: 'text/csv',
    encoding: 'utf-8',
    bytes,
    hash: `sha256:${sha256}`,
    rows,
    schema: {
      fields: table.fields.map((field) => describeField(table, field)),
      missingValues: [''],
      primaryKey: table.key,
      ...foreignKeysOf(table),
    },
  };
}

function describeField({ key }: PackageTable, field: PackageField): object {
  const { name, doc, type, list, optional, values } = field;
  const constraints = {
    ...(optional ? {} : { required: true }),
    ...(key.length === 1 && key[0] === name ? { unique: true } : {}),
    ...(values === null ? {} : { enum: values }),
  };
  return {
    name,
    type: list ? 'array' : TYPES[type],
    description: doc,
    ...(Object.keys(constraints).length === 0 ? {} : { constraints }),
  };
}

function foreignKeysOf({ fields }: PackageTable): object {
  const keys = fields.flatMap(({ name, refersTo }) =>
    refersTo === null
      ? []
      : [{ fields: [name], reference: { resource: tableOf(refersTo).name, fields: ['code'] } }],
  );
  return keys.length === 0 ? {} : { foreignKeys: keys };
}
