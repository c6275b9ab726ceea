import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import { PACKAGE_TABLES } from '../../src/exports/package/package.tables.js';
import { createTestApp, type TestApp } from '../support/app.js';
import { done, openDesk } from '../support/desk.js';

let service: TestApp;
/** The files of the package, by their paths. */
let files: Record<string, Uint8Array>;
let descriptor: any;
/** The rows of each table, by its name. */
const rows = new Map<string, Record<string, string>[]>();

beforeAll(async () => {
  service = await createTestApp(null, { publicUrl: 'https://catalogue.example' });
  const desk = openDesk(service.database.dataSource);
  await done(desk.withdraw('Achievement', { code: 'WIA-0003', ifVersion: 1 }));
  files = unzipSync(new Uint8Array(await download()));
  descriptor = JSON.parse(strFromU8(files['datapackage.json'] as Uint8Array));
  for (const { name, path } of descriptor.resources) {
    rows.set(name, parse(Buffer.from(files[path] as Uint8Array), { columns: true }));
  }
});

afterAll(() => service.close());

async function download(): Promise<ArrayBuffer> {
  const response = await fetch(`${service.url}/v1/datapackage.zip`);
  expect(response.headers.get('content-type')).toBe('application/zip');
  return response.arrayBuffer();
}

describe('the data package', () => {
  it('has the same bytes for the same data', async () => {
    const [one, other] = [Buffer.from(await download()), Buffer.from(await download())];
    expect(one.equals(other)).toBe(true);
  });

  it('tells size, checksum and number of rows of each table as they are', () => {
    for (const { name, path, bytes, hash, rows: count } of descriptor.resources) {
      const content = files[path] as Uint8Array;
      expect([bytes, hash, count]).toEqual([
        content.length,
        `sha256:${createHash('sha256').update(content).digest('hex')}`,
        rows.get(name)?.length,
      ]);
    }
    expect(rows.get('achievements')?.length).toBe(1_257);
    expect(rows.get('retired-codes')?.map(({ code }) => code)).toEqual(['WIA-0003']);
  });

  it('has the fields that it tells, with every value of theirs allowed', () => {
    for (const { name, schema } of descriptor.resources) {
      for (const { name: field, type, constraints = {} } of schema.fields) {
        const values = rows.get(name)?.map((row) => row[field]) ?? [];
        expect(values).not.toContain(undefined);
        if (constraints.required) expect(values).not.toContain('');
        if (constraints.enum) {
          const known = new Set([...constraints.enum, '']);
          expect(values.filter((value) => !known.has(value))).toEqual([]);
        }
        if (type === 'array') {
          expect(values.every((value) => Array.isArray(JSON.parse(value ?? '')))).toBe(true);
        }
      }
    }
  });

  it('has no key twice, and names nothing that it does not hold', () => {
    for (const { name, schema } of descriptor.resources) {
      const table = rows.get(name) ?? [];
      const keys = table.map((row) => schema.primaryKey.map((field: string) => row[field]).join(' '));
      expect(new Set(keys).size).toBe(table.length);
      for (const { fields, reference } of schema.foreignKeys ?? []) {
        const known = new Set(rows.get(reference.resource)?.map(({ code }) => code));
        const named = table.map((row) => row[fields[0]]).filter((code) => code !== '');
        expect(named.filter((code) => !known.has(code))).toEqual([]);
      }
    }
  });

  it('loses no column of the catalogue', async () => {
    // The number of a source stands for its facts, which the achievements have themselves.
    const left = ['achievement.source_id'];
    for (const { table, fields } of PACKAGE_TABLES) {
      const found = await service.database.dataSource.query<{ column: string }[]>(
        `SELECT column_name AS "column" FROM information_schema.columns WHERE table_schema = 'public' AND table_name = $1`,
        [table],
      );
      const told = new Set(fields.map(({ column }) => column));
      const missing = found
        .map(({ column }) => `${table}.${column}`)
        .filter((name) => !told.has(name.split('.')[1] ?? ''));
      expect(missing.filter((name) => !left.includes(name))).toEqual([]);
    }
  });

  it('is not sent again to whoever has it, until the data change', async () => {
    const head = await fetch(`${service.url}/v1/datapackage.zip`, { method: 'HEAD' });
    const tag = head.headers.get('etag') ?? '';
    const again = (): Promise<Response> =>
      fetch(`${service.url}/v1/datapackage.zip`, { method: 'HEAD', headers: { 'if-none-match': tag } });
    expect((await again()).status).toBe(304);
    const desk = openDesk(service.database.dataSource);
    await done(desk.update('Achievement', { figures: ['修订'] }, { code: 'WIA-0001', ifVersion: 1 }));
    expect((await again()).status).toBe(200);
  });

  it('explains every field in its README', () => {
    const readme = strFromU8(files['README.md'] as Uint8Array);
    for (const { title, fields } of PACKAGE_TABLES) {
      expect(readme).toContain(`### ${title} (`);
      for (const { name } of fields) expect(readme).toContain(`| \`${name}\` | `);
    }
  });
});

describe('what describes the data', () => {
  it('names the package and every field for Croissant', async () => {
    const croissant: any = await (await fetch(`${service.url}/v1/croissant.json`)).json();
    expect(croissant.distribution[0].contentUrl).toBe('https://catalogue.example/v1/datapackage.zip');
    const fields = croissant.recordSet.flatMap((set: any) => set.field.map((field: any) => field['@id']));
    expect(fields).toEqual(
      PACKAGE_TABLES.flatMap(({ name, fields: all }) => all.map((each) => `${name}/${each.name}`)),
    );
    for (const { references } of croissant.recordSet.flatMap((set: any) => set.field)) {
      if (references) expect(fields).toContain(references.field['@id']);
    }
  });

  it('names files that there are for DCAT', async () => {
    const dcat: any = await (await fetch(`${service.url}/v1/dcat.jsonld`)).json();
    for (const distribution of dcat['dcat:distribution']) {
      const { pathname } = new URL(distribution['dcat:downloadURL']['@id']);
      expect((await fetch(`${service.url}${pathname}`, { method: 'HEAD' })).status).toBe(200);
    }
  });

  it('says how to cite the data', async () => {
    const response = await fetch(`${service.url}/v1/CITATION.cff`);
    expect(response.headers.get('content-type')).toBe('application/yaml; charset=utf-8');
    expect(await response.text()).toMatch(/^cff-version: "1\.2\.0"\n(.+\n)*type: "dataset"\n/);
  });
});
