import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Scope } from '../../src/access/scopes.js';
import { DATASETS } from '../../src/exports/datasets/datasets.js';
import { createTestApp, type TestApp } from '../support/app.js';
import { openDesk } from '../support/desk.js';
import { apply, differences, type AppliedChange, type Rows } from '../support/feed.js';
import { csvOf, soundRow } from '../support/imports.js';
import { bearer, issueKey } from '../support/keys.js';
import { editAtRandom } from '../support/random-edits.js';

// Room for a busy machine: hundreds of edits.
jest.setTimeout(180_000);

/** The most changes that the copy takes at once. */
const PIECE = 150;

let service: TestApp;
let key: Record<string, string>;

beforeAll(async () => {
  service = await createTestApp();
  key = bearer((await issueKey(service.database.dataSource, [Scope.IMPORT])).secret);
});

afterAll(() => service.close());

function parsed<T>(lines: string): T[] {
  return lines
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as T);
}

/** The four files that a researcher takes, one after the other. */
async function takeFiles(): Promise<Rows> {
  const rows: Rows = new Map();
  for (const { name, type } of Object.values(DATASETS)) {
    const answer = await fetch(`${service.url}/v1/${name}.jsonl`);
    expect(answer.status).toBe(200);
    for (const row of parsed<{ code: string }>(await answer.text())) rows.set(`${type} ${row.code}`, row);
  }
  return rows;
}

/** Every change since a position, in pieces, up to the answer that says that there is no more. */
async function changesSince(since: string): Promise<AppliedChange[]> {
  const changes: AppliedChange[] = [];
  for (let query = `?since=${since}&first=${PIECE}`; ;) {
    const answer = await fetch(`${service.url}/v1/changes${query}`);
    expect(answer.status).toBe(200);
    changes.push(...parsed<AppliedChange>(await answer.text()));
    if (answer.headers.has('retry-after')) return changes;
    const [, next] = /\?(since=[^>]+)>/.exec(answer.headers.get('link') ?? '') ?? [];
    query = `?${next}&first=${PIECE}`;
  }
}

/** Imports rows and takes them back; whether both was done, which an edit in between can forbid. */
async function importAndTakeBack(first: number): Promise<boolean> {
  const rows = Array.from({ length: 40 }, (_, index) => soundRow(first + index));
  const upload = await fetch(`${service.url}/v1/imports?name=rows.csv`, {
    method: 'POST',
    headers: { ...key, 'content-type': 'text/csv' },
    body: csvOf(rows),
  });
  const { id } = (await upload.json()) as { id: string };
  for (const step of ['applyImport', 'revertImport']) {
    const { errors } = await service.send(`mutation { ${step}(id: "${id}") { import { state } } }`, {}, key);
    if (errors) return false;
  }
  return true;
}

describe('a copy of the four files', () => {
  it('is what fresh files are once the changes since then are applied, with writers in parallel', async () => {
    const work = (name: string, seed: number): Promise<number> => {
      const { dataSource } = service.database;
      return editAtRandom({ dataSource, desk: openDesk(dataSource, name), seed, edits: 100 });
    };
    const importer = async (): Promise<number> => {
      let done = 0;
      for (let first = 1; first <= 400; first += 100) done += (await importAndTakeBack(first)) ? 1 : 0;
      return done;
    };
    const writers = Promise.all([work('A', 11), work('B', 12), work('C', 13), importer()]);
    // The files are taken while others write: each holds a state of its own, none of them that of the position.
    const { catalogInfo } = await service.query('{ catalogInfo { changePosition } }');
    const copy = await takeFiles();
    const [one, other, third, imports] = await writers;
    expect(one + other + third).toBeGreaterThan(200);
    expect(imports).toBeGreaterThan(0);

    const changes = await changesSince(catalogInfo.changePosition);
    const fresh = await takeFiles();
    expect(new Set(changes.map(({ kind }) => kind))).toEqual(
      new Set(['CREATE', 'UPDATE', 'WITHDRAW', 'MERGE', 'RESTORE']),
    );
    // One change that is passed over shows.
    const last = changes.findLastIndex(({ kind, type }) => kind === 'UPDATE' && type === 'Organisation');
    const others = changes.filter(({ code }) => code !== changes[last]?.code);
    expect(differences(apply(new Map(copy), others), fresh)).not.toEqual([]);
    expect(differences(apply(copy, changes), fresh)).toEqual([]);
  });

  it('does not go on from a position that it did not get here', async () => {
    const { catalogInfo } = await service.query('{ catalogInfo { changePosition } }');
    const damaged = `${catalogInfo.changePosition.slice(0, -3)}AAA`;
    const answer = await fetch(`${service.url}/v1/changes?since=${damaged}`);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: 'BAD_CURSOR', argument: 'since' });
  });
});
