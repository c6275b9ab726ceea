import { readdir, readlink } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Scope } from '../../src/access/scopes.js';
import { beginWriting } from '../../src/catalog/editing/begin-writing.js';
import { COLUMN_KEYS, IMPORT_COLUMNS } from '../../src/ingest/schema/columns.js';
import { createTestApp, type TestApp } from '../support/app.js';
import { packed, readTable, xlsxParts } from '../support/files.js';
import { csvOf, everything, soundRow } from '../support/imports.js';
import { bearer, issueKey } from '../support/keys.js';
import { until } from '../support/until.js';

jest.setTimeout(60_000);

let service: TestApp;
let key: Record<string, string>;

beforeAll(async () => {
  service = await createTestApp();
  key = bearer((await issueKey(service.database.dataSource, [Scope.IMPORT], 'Exhibiting unit')).secret);
});

afterAll(() => service.close());

/** The scratch files of the service that are open or in the folder for them. */
async function scratchFiles(): Promise<string[]> {
  const listed = (await readdir(tmpdir())).filter((name) => /^catalogue-[0-9a-f]{8}-/.test(name));
  if (process.platform !== 'linux') return listed;
  const open = await Promise.all(
    (await readdir('/proc/self/fd')).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')),
  );
  return [...listed, ...open.filter((path) => /\/catalogue-[0-9a-f]{8}-/.test(path))];
}

interface Reply {
  readonly status: number;
  readonly body: Record<string, any>;
}

async function upload(content: string | Uint8Array, query = 'name=file.csv', headers = key): Promise<Reply> {
  const response = await fetch(`${service.url}/v1/imports?${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream', ...headers },
    body: Buffer.from(content),
  });
  return { status: response.status, body: (await response.json()) as Record<string, any> };
}

describe('an upload', () => {
  it('is checked, shown, applied and reverted', async () => {
    const before = await everything(service.database.dataSource);
    const sent = await upload(csvOf([soundRow(1), soundRow(2)]));
    expect(sent).toMatchObject({
      status: 201,
      body: {
        state: 'CHECKED',
        author: 'Exhibiting unit',
        format: 'CSV',
        encoding: 'UTF-8',
        created: 2,
        refusedRows: [],
      },
    });
    const { id } = sent.body;
    const shown = await service.send(
      `{ import(id: "${id}") { state created rows(first: 1) { totalCount pageInfo { hasNextPage endCursor } edges { node { row action title } } } } }`,
      {},
      key,
    );
    expect(shown.data.import).toMatchObject({
      state: 'CHECKED',
      rows: { totalCount: 2, edges: [{ node: { row: 2, action: 'CREATE', title: '试验成果第 1 号' } }] },
    });
    const next = await service.send(
      `{ import(id: "${id}") { rows(after: "${shown.data.import.rows.pageInfo.endCursor}") { edges { node { row } } } } }`,
      {},
      key,
    );
    expect(next.data.import.rows.edges).toEqual([{ node: { row: 3 } }]);
    expect(await everything(service.database.dataSource)).toEqual(before);

    const applied = await service.send(
      `mutation { applyImport(id: "${id}") { import { state changeSetId } } }`,
      {},
      key,
    );
    expect(applied.data.applyImport.import).toMatchObject({ state: 'APPLIED' });
    const set = await service.query(
      `{ changeSet(id: "${applied.data.applyImport.import.changeSetId}") { author kind } }`,
    );
    expect(set.changeSet).toEqual({ author: 'Exhibiting unit', kind: 'IMPORT' });
    const found = await service.query(
      '{ achievements(filter: { title: { contains: "试验成果第" } }) { totalCount } }',
    );
    expect(found.achievements.totalCount).toBe(2);

    const reverted = await service.send(
      `mutation { revertImport(id: "${id}") { import { state } } }`,
      {},
      key,
    );
    expect(reverted.data.revertImport.import.state).toBe('REVERTED');
    expect(await everything(service.database.dataSource)).toEqual(before);
    const again = await service.send(`mutation { revertImport(id: "${id}") { import { state } } }`, {}, key);
    expect(again.errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT', state: 'REVERTED' });
  });

  it('is not applied while another one waits to be written', async () => {
    const sent = [await upload(csvOf([soundRow(1)])), await upload(csvOf([soundRow(2)]))];
    const apply = ({ body }: Reply): ReturnType<TestApp['send']> =>
      service.send(`mutation { applyImport(id: "${body.id}") { import { state } } }`, {}, key);
    const replies = await service.database.dataSource
      .transaction(async (tx) => {
        await beginWriting(tx, 1_000);
        const asked = sent.map(apply);
        const first = await Promise.race(asked);
        expect(first.errors?.[0]).toMatchObject({
          message: expect.stringContaining('Another import'),
          extensions: { code: 'SERVICE_UNAVAILABLE', retryAfterSeconds: 30 },
        });
        expect(first.headers.get('retry-after')).toBe('30');
        return asked;
      })
      .then((asked) => Promise.all(asked));
    expect(replies.filter(({ errors }) => errors === undefined)).toHaveLength(1);
    const written = replies.findIndex(({ errors }) => errors === undefined);
    await service.send(
      `mutation { revertImport(id: "${sent[written]?.body.id}") { import { state } } }`,
      {},
      key,
    );
  });

  it('with faults answers with the rows that are refused, each problem with a suggestion', async () => {
    const { status, body } = await upload(csvOf([soundRow(1), soundRow(2, { 行业: '轨道交通业' })]));
    expect(status).toBe(201);
    expect(body.refusedRows).toMatchObject([
      { row: 3, problems: [{ row: 3, column: '行业', code: 'UNKNOWN_INDUSTRY', suggestion: '轨道交通' }] },
    ]);
    const response = await fetch(`${service.url}/v1/imports/${body.id}`, { headers: key });
    expect(await response.json()).toEqual(body);
    const applied = await service.send(
      `mutation { applyImport(id: "${body.id}") { import { id } } }`,
      {},
      key,
    );
    expect(applied.errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT', refused: 1 });
  });

  it('takes a mapping of columns', async () => {
    const row = { ...soundRow(1), 项目: '映射成果' };
    const columns = ['项目', '行业', '认定', '牵头单位', '奖项', '来源类型', '来源发布者'];
    const mapping = encodeURIComponent(JSON.stringify({ title: '项目' }));
    expect(await upload(csvOf([row], columns), `name=a.csv&mapping=${mapping}`)).toMatchObject({
      status: 201,
      body: { created: 1 },
    });
    expect(await upload(csvOf([row], columns), 'name=a.csv&mapping=[]')).toMatchObject({
      status: 400,
      body: { argument: 'mapping' },
    });
  });

  it('needs a key with the scope, a name, and a body that is a file', async () => {
    expect(await upload('x', 'name=a.csv', {})).toMatchObject({
      status: 401,
      body: { code: 'UNAUTHENTICATED' },
    });
    const reader = bearer((await issueKey(service.database.dataSource, [Scope.READ], 'Reader')).secret);
    expect(await upload('x', 'name=a.csv', reader)).toMatchObject({ status: 403, body: { scope: 'IMPORT' } });
    expect(await upload('x', '')).toMatchObject({ status: 400, body: { argument: 'name' } });
    expect(await upload('"x"', 'name=a.csv', { ...key, 'content-type': 'application/json' })).toMatchObject({
      status: 400,
      body: { header: 'content-type' },
    });
  });

  it('is no body for any other address', async () => {
    const response = await fetch(`${service.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: 'x',
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
  });
});

describe('a bad file', () => {
  afterEach(async () => {
    expect(await scratchFiles()).toEqual([]);
    expect((await fetch(`${service.url}/health/ready`)).status).toBe(200);
  });

  const sheet = 'xl/worksheets/sheet1.xml';
  const GBK_LINE = Buffer.from('cafdbfd8bbfab4b20a', 'hex');

  it.each<[string, string, () => string | Uint8Array]>([
    [
      'an XLSX file that is a bomb',
      'ZIP_BOMB',
      () => packed({ ...xlsxParts(''), [sheet]: new Uint8Array(50_000_000) }),
    ],
    ['one line of 50 MB', 'LINE_TOO_LONG', () => `成果名称\n${'x'.repeat(50_000_000)}`],
    [
      'a binary file named .csv',
      'BINARY_FILE',
      () => Buffer.from(Array.from({ length: 5_000 }, (_, at) => ((at * 7) % 31) + 1)),
    ],
    ['a formula', 'FORMULA', () => '成果名称\n=1+1\n'],
    ['a NUL', 'NUL_CHARACTER', () => '成果名称\na\0b\n'],
    [
      'mixed encodings',
      'MIXED_ENCODINGS',
      () => Buffer.concat([Buffer.from('成果名称\n数控机床主轴\n'), GBK_LINE]),
    ],
    [
      '10,000 columns',
      'TOO_MANY_COLUMNS',
      () => Array.from({ length: 10_000 }, (_, at) => `c${at}`).join(','),
    ],
    ['a cut XLSX file', 'TRUNCATED_FILE', () => packed(xlsxParts('')).subarray(0, 300)],
    ['no row', 'EMPTY_FILE', () => ''],
    ['no column of ours', 'NO_COLUMNS', () => 'a,b\n1,2\n'],
  ])('with %s is refused with %s', async (_, problem, content) => {
    const { status, body } = await upload(content());
    expect({ status, problem: body.problem }).toEqual({ status: 400, problem });
  });

  it('whose upload breaks off leaves nothing', async () => {
    const imports = (): Promise<unknown> => service.database.dataSource.query('SELECT count(*) FROM import');
    const before = await imports();
    const { port } = new URL(service.url);
    const socket = connect(Number(port), '127.0.0.1');
    const text = csvOf([soundRow(1), soundRow(2)]);
    socket.write(
      `POST /v1/imports?name=a.csv HTTP/1.1\r\nhost: x\r\nauthorization: ${key.authorization}\r\n` +
        `content-type: text/csv\r\ncontent-length: ${Buffer.byteLength(text) + 1_000}\r\n\r\n${text}`,
    );
    await until(async () => (await scratchFiles()).length > 0, 'a scratch file');
    socket.destroy();
    await until(async () => (await scratchFiles()).length === 0, 'none');
    expect(await imports()).toEqual(before);
  });
});

describe('the template', () => {
  it.each(['csv', 'xlsx'])('can be had as %s, and names every column', async (format) => {
    const response = await fetch(`${service.url}/v1/imports/template.${format}`);
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect(response.status).toBe(200);
    const { columns } = await readTable(bytes, `template.${format}`);
    expect(columns).toEqual(COLUMN_KEYS.map((key) => IMPORT_COLUMNS[key].zh));
  });
});
