/** Writes the types of the page's GraphQL documents, checked against schema.graphql. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { codegen } from '@graphql-codegen/core';
import * as documentNodes from '@graphql-codegen/typed-document-node';
import * as operations from '@graphql-codegen/typescript-operations';
import { buildSchema, parse } from 'graphql';

const SOURCES = join(import.meta.dirname, 'src');
const OUTPUT = join(SOURCES, 'api/generated');

function read(path: string): string {
  return readFileSync(path, 'utf8');
}

const schema = buildSchema(read(join(import.meta.dirname, '../schema.graphql')));
const paths = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter((path) =>
  path.endsWith('.graphql'),
);

const text = await codegen({
  filename: join(OUTPUT, 'operations.ts'),
  schema: parse(read(join(import.meta.dirname, '../schema.graphql'))),
  schemaAst: schema,
  documents: paths.sort().map((path) => ({ location: path, document: parse(read(join(SOURCES, path))) })),
  config: {
    documentMode: 'string',
    skipTypename: true,
    enumsAsTypes: true,
    useTypeImports: true,
    immutableTypes: true,
    strictScalars: true,
    scalars: { ID: 'string', DateTime: 'string', JSON: 'unknown', FilterValue: 'unknown' },
  },
  plugins: [{ operations: {} }, { documentNodes: {} }],
  pluginMap: { operations, documentNodes },
});

mkdirSync(OUTPUT, { recursive: true });
writeFileSync(join(OUTPUT, 'operations.ts'), text);
