import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { FORMAT_NAMES, type FormatName } from '../../src/exports/formats/format-writer.js';
import { createTestApp, type TestApp } from '../support/app.js';
import { until } from '../support/until.js';

jest.setTimeout(60_000);

let app: TestApp;

beforeAll(async () => {
  app = await createTestApp(null, { publicUrl: 'https://catalogue.example' });
});
afterAll(() => app.close());

const get = (path: string, init?: RequestInit): Promise<Response> => fetch(`${app.url}${path}`, init);
const lines = async (path: string): Promise<string[]> => (await (await get(path)).text()).trim().split('\n');

/** A response whose body is not read until somebody does; compressed ones stay so. */
async function begin(path: string, headers: Record<string, string> = {}): Promise<IncomingMessage> {
  const [answer] = (await once(httpRequest(`${app.url}${path}`, { headers }).end(), 'response')) as [
    IncomingMessage,
  ];
  return answer;
}

/** How many connections of the database are in a transaction that only reads, as exports are. */
async function running(client: pg.Client): Promise<number> {
  // Within a transaction of its own, the client would see once more what it saw first.
  await client.query('SELECT pg_stat_clear_snapshot()');
  const { rows } = await client.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM pg_stat_activity
     WHERE datname = current_database() AND backend_type = 'client backend'
       AND pid <> pg_backend_pid() AND xact_start IS NOT NULL`,
  );
  return rows[0]?.count ?? 0;
}

describe('a file', () => {
  it('tells its type, name, mark and where its columns are explained', async () => {
    const { status, headers } = await get('/v1/achievements.csv-excel?industry=RAIL_TRANSIT');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    expect(headers.get('content-disposition')).toBe(
      'attachment; filename="achievements-selection-r1.excel.csv"',
    );
    expect(headers.get('etag')).toMatch(/^W\/"1-[0-9a-f]{12}"$/);
    expect(headers.get('cache-control')).toBe('public, no-cache');
    expect(headers.get('vary')).toBe('accept-encoding');
    expect(headers.get('ratelimit')).not.toBeNull();
    const [, link = ''] = /^<(.+)>; rel="describedby"/.exec(headers.get('link') ?? '') ?? [];
    const { datasets } = (await (await get(link)).json()) as { datasets: { fields: { name: string }[] }[] };
    const names = datasets[0]?.fields.map(({ name }) => name).join(',');
    expect((await lines('/v1/achievements.csv'))[0]?.trim()).toBe(names);
  });

  it('is not sent again to whoever has it, and is when the catalogue has changed', async () => {
    const tag = (await get('/v1/studios.json')).headers.get('etag') ?? '';
    const again = await get('/v1/studios.json', { headers: { 'if-none-match': `"other", ${tag}` } });
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', tag]);
    expect((await get('/v1/studios.json', { headers: { 'if-none-match': '"other"' } })).status).toBe(200);
    await app.database.dataSource.query('UPDATE catalog_state SET revision = revision + 1');
    expect((await get('/v1/studios.json', { headers: { 'if-none-match': tag } })).status).toBe(200);
    await app.database.dataSource.query('UPDATE catalog_state SET revision = revision - 1');
  });

  it('has its head alone for HEAD, for which no row is read', async () => {
    let head: Response | undefined;
    const statements = await app.statements.during(async () => {
      head = await get('/v1/craftsmen.parquet', { method: 'HEAD' });
    });
    expect(head?.status).toBe(200);
    expect(head?.headers.get('content-length')).toBeNull();
    expect(head?.headers.get('content-type')).toBe('application/vnd.apache.parquet');
    expect(statements.filter((text) => text.includes('craftsman'))).toEqual([]);
  });

  it('is compressed where that is asked for and of use', async () => {
    const plain = await (await get('/v1/studios.csv')).text();
    const answer = await begin('/v1/studios.csv', { 'accept-encoding': 'br, gzip;q=0.5' });
    expect(answer.headers['content-encoding']).toBe('gzip');
    const pieces: Buffer[] = [];
    for await (const piece of answer as AsyncIterable<Buffer>) pieces.push(piece);
    expect(gunzipSync(Buffer.concat(pieces)).toString('utf8')).toBe(plain);
    for (const [path, accepted] of [
      ['/v1/studios.csv', 'gzip;q=0, br'],
      ['/v1/studios.xlsx', 'gzip'],
    ] as const) {
      const other = await begin(path, { 'accept-encoding': accepted });
      expect(other.headers['content-encoding']).toBeUndefined();
      other.resume();
    }
  });

  it('for a spreadsheet leaves no text that it would run or change', async () => {
    await app.database.dataSource.query(
      `UPDATE craftsman SET trade = v FROM (VALUES ('CRF-00001', '=1+1'), ('CRF-00002', '007'), ('CRF-00003', '2023-07'),
        ('CRF-00004', E'a,"b"\\r\\nc'), ('CRF-00005', '@SUM(A1)'), ('CRF-00006', '''x'), ('CRF-00007', '电焊工')) AS n(c, v) WHERE code = c`,
    );
    const rows = await (
      await get(
        '/v1/craftsmen.csv-excel?code=CRF-00001,CRF-00002,CRF-00003,CRF-00004,CRF-00005,CRF-00006,CRF-00007',
      )
    ).text();
    for (const cell of [
      ",'=1+1,",
      ",'007,",
      ",'2023-07,",
      ',"a,""b""\r\nc",',
      ",'@SUM(A1),",
      ",''x,",
      ',电焊工,',
    ]) {
      expect(rows).toContain(cell);
    }
    const plain = await (await get('/v1/craftsmen.csv?code=CRF-00001,CRF-00002')).text();
    expect(plain).toContain(',=1+1,');
    expect(plain).toContain(',007,');
  });
});

describe('the rows', () => {
  it.each([
    ['industry=RAIL_TRANSIT,AEROSPACE', '{ industry: { anyOf: ["RAIL_TRANSIT", "AEROSPACE"] } }'],
    ['industry=RAIL_TRANSIT&industry=AEROSPACE', '{ industry: { anyOf: ["RAIL_TRANSIT", "AEROSPACE"] } }'],
    [
      'not.industry=RAIL_TRANSIT&not.region=CN-BJ',
      '{ and: [{ not: { industry: { anyOf: ["RAIL_TRANSIT"] } } }, { not: { region: { anyOf: ["CN-BJ"] } } }] }',
    ],
    ['year.gte=2018&year.lte=2020', '{ year: { gte: 2018, lte: 2020 } }'],
    ['year=2019', '{ year: { gte: 2019, lte: 2019 } }'],
    ['region.noneOf=CN-BJ&title=机器人', '{ region: { noneOf: ["CN-BJ"] }, title: { contains: "机器人" } }'],
    ['missing=YEAR,REGION', '{ missing: [YEAR, REGION] }'],
    [
      'updatedSince=2020-01-01T00:00:00Z&recognition=AWARDED',
      '{ updatedSince: "2020-01-01T00:00:00Z", recognition: { anyOf: [AWARDED] } }',
    ],
    [
      'filter={"or":[{"year":{"lte":2015}},{"studio":{"anyOf":["STU-0001"]}}]}&recognition=AWARDED',
      '{ and: [{ or: [{ year: { lte: 2015 } }, { studio: { anyOf: ["STU-0001"] } }] }, { recognition: { anyOf: [AWARDED] } }] }',
    ],
  ])('of %s are those of the filter', async (query, filter) => {
    const { achievements } = await app.query(
      `{ achievements(filter: ${filter}, first: 100) { totalCount } }`,
    );
    const rows = await lines(`/v1/achievements.jsonl?${query}`);
    expect(achievements.totalCount).toBeGreaterThan(0);
    expect(rows.filter(Boolean).length).toBe(achievements.totalCount);
  });

  it.each(['焊接', '焊接 机器人', 'jiqiren', 'weldng', '盾构机 完全没有的词'])(
    'of a search for %s are all that it finds',
    async (q) => {
      const { search } = await app.query(
        'query($q: String) { search(q: $q, first: 0) { totalCount relaxed { dropped } } }',
        { q },
      );
      const answer = await get(`/v1/achievements.jsonl?q=${encodeURIComponent(q)}`);
      const rows = (await answer.text()).trim().split('\n');
      expect(rows.length).toBe(search.totalCount);
      const dropped = answer.headers.get('x-search-dropped');
      expect(dropped === null ? null : decodeURIComponent(dropped)).toBe(
        search.relaxed?.dropped.join(', ') ?? null,
      );
    },
  );

  it('are led to by GraphQL, filter and search included', async () => {
    const { exportLinks } = await app.query(
      `{ exportLinks(filter: { industry: { anyOf: ["RAIL_TRANSIT"] }, updatedSince: "2020-01-01T00:00:00Z" }, q: "列车") { format mediaType url } }`,
    );
    expect(exportLinks.map(({ format }: { format: string }) => format)).toEqual([
      'CSV',
      'CSV_EXCEL',
      'TSV',
      'JSONL',
      'JSON',
      'PARQUET',
      'XLSX',
    ]);
    const url = exportLinks[3].url as string;
    expect(url).toMatch(/^https:\/\/catalogue\.example\/v1\/achievements\.jsonl\?/);
    const { search } = await app.query(
      '{ search(filter: { industry: { anyOf: ["RAIL_TRANSIT"] } }, q: "列车", first: 0) { totalCount } }',
    );
    expect((await lines(url.replace('https://catalogue.example', ''))).length).toBe(search.totalCount);
  });

  it('are led to by the address at which the service was asked, where none is set', async () => {
    const other = await createTestApp(null, { sharing: app.database });
    try {
      const { exportLinks } = await other.query('{ exportLinks { url } }');
      expect(exportLinks[0].url).toBe(`${other.url}/v1/achievements.csv`);
      expect((await fetch(exportLinks[0].url as string, { method: 'HEAD' })).status).toBe(200);
    } finally {
      await other.close();
    }
  });

  it('have no link when the filter is too long for an address', async () => {
    const codes = Array.from({ length: 200 }, (_, index) => `ORG-${'0'.repeat(30)}${index}`);
    const { errors } = await app.send(
      'query($codes: [ID!]) { exportLinks(filter: { organisation: { anyOf: $codes } }) { url } }',
      { codes },
    );
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});

describe('what is not allowed is told before the first byte', () => {
  it.each([
    ['/v1/achievements.pdf', 404, 'NOT_FOUND', 'parquet'],
    ['/v1/achievements.csv?colour=red', 400, 'BAD_USER_INPUT', 'colour'],
    ['/v1/achievements.csv?year.gte=soon', 400, 'BAD_USER_INPUT', 'year.gte'],
    ['/v1/achievements.csv?year.above=2', 400, 'BAD_USER_INPUT', 'year.above'],
    ['/v1/achievements.csv?year=2018&year.gte=2018', 400, 'BAD_USER_INPUT', 'year.gte'],
    ['/v1/achievements.csv?industry=RAILS', 400, 'BAD_USER_INPUT', 'filter.industry.anyOf'],
    ['/v1/achievements.csv?filter={"yaer":{}}', 400, 'BAD_USER_INPUT', 'filter.yaer'],
    [
      '/v1/achievements.csv?filter={"and":[{"year":{"gte":"x"}}]}',
      400,
      'BAD_USER_INPUT',
      'filter.and[0].year.gte',
    ],
    ['/v1/achievements.csv?filter=[]', 400, 'BAD_USER_INPUT', 'filter'],
    ['/v1/achievements.csv?updatedSince=never', 400, 'BAD_USER_INPUT', 'filter.updatedSince'],
    ['/v1/craftsmen.csv?q=x', 400, 'BAD_USER_INPUT', 'q'],
    ['/v1/studios.csv?craftsman=%00', 400, 'BAD_USER_INPUT', 'NUL'],
  ])('%s', async (path, status, code, told) => {
    const answer = await get(path);
    const problem = await answer.text();
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect((JSON.parse(problem) as { code: string }).code).toBe(code);
    expect(problem).toContain(told);
  });

  it('and what is no dataset is no address', async () => {
    for (const path of ['/v1/achievements', '/v1/awards.csv', '/v1/xachievements.csv']) {
      expect((await get(path)).status).toBe(404);
    }
  });
});

describe('a large export', () => {
  let client: pg.Client;

  beforeAll(async () => {
    client = new pg.Client({ connectionString: app.database.url });
    client.on('error', () => undefined);
    await client.connect();
    // More than any buffer on the way holds.
    await client.query(`UPDATE craftsman SET trade = repeat('x', 20000)`);
  });
  afterAll(() => client.end());

  it('shows one state, whatever is written meanwhile', async () => {
    const answer = await begin('/v1/craftsmen.jsonl');
    await once(answer, 'readable');
    await client.query(`UPDATE craftsman SET trade = repeat('y', 20000)`);
    let changed = 0;
    let rows = 0;
    for await (const piece of answer.setEncoding('utf8') as AsyncIterable<string>) {
      changed += piece.split('yyy').length - 1;
      rows += piece.split('\n').length - 1;
    }
    expect([rows, changed]).toEqual([3794, 0]);
    await until(async () => (await running(client)) === 0, 'its transaction ends');
  });

  it('ends in the database when the client hangs up', async () => {
    const answer = await begin('/v1/craftsmen.csv');
    await once(answer, 'readable');
    expect(await running(client)).toBe(1);
    answer.destroy();
    await until(async () => (await running(client)) === 0, 'its transaction ends');
  });

  it('has its statement cancelled when the client hangs up before the first row', async () => {
    await client.query('BEGIN');
    await client.query('LOCK TABLE craftsman IN ACCESS EXCLUSIVE MODE');
    const sent = httpRequest(`${app.url}/v1/craftsmen.csv`).end();
    sent.on('error', () => undefined);
    await until(async () => (await running(client)) === 1, 'the statement waits');
    sent.destroy();
    await until(async () => (await running(client)) === 0, 'the statement is cancelled');
    await client.query('ROLLBACK');
    expect((await get('/v1/studios.csv')).status).toBe(200);
  });

  it('waits for its turn among others, and is refused when too many wait', async () => {
    const begun = await Promise.all(Array.from({ length: 4 }, () => begin('/v1/craftsmen.csv')));
    // One more than may wait.
    const others = Array.from({ length: 17 }, () => begin('/v1/studios.csv'));
    expect((await Promise.race(others)).statusCode).toBe(503);
    expect((await app.query('{ achievements { totalCount } }')).achievements.totalCount).toBe(1258);
    for (const answer of begun) answer.destroy();
    const answers = await Promise.all(others);
    for (const answer of answers) answer.resume();
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([...Array<number>(16).fill(200), 503]);
  });
});

describe('a large export that cannot be packed to a small one', () => {
  let client: pg.Client;

  beforeAll(async () => {
    client = new pg.Client({ connectionString: app.database.url });
    client.on('error', () => undefined);
    await client.connect();
    const noise = Array.from({ length: 1_258 }, () => randomBytes(15_000).toString('base64'));
    await client.query(
      `UPDATE public_record SET document = jsonb_set(document, '{exhibitedAt}', to_jsonb(n.noise))
       FROM unnest($1::text[]) WITH ORDINALITY n(noise, place) WHERE code = 'WIA-' || lpad(n.place::text, 4, '0')`,
      [noise],
    );
  });
  afterAll(() => client.end());

  it.each<[FormatName, Record<string, string>]>([
    // Parquet is written by groups of rows, of which these make only one.
    ...FORMAT_NAMES.filter((name) => name !== 'parquet').map((name): [FormatName, Record<string, string>] => [
      name,
      {},
    ]),
    ['json', { 'accept-encoding': 'gzip' }],
  ])(
    'breaks off as %s when the database is lost, and takes nothing else with it (%j)',
    async (format, headers) => {
      const answer = await begin(`/v1/achievements.${format}`, headers);
      await once(answer, 'readable');
      await client.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL`,
      );
      await expect(once(answer.resume(), 'end')).rejects.toThrow('aborted');
      expect(answer.complete).toBe(false);
      await until(async () => (await get('/v1/studios.csv')).status === 200, 'the next export is well');
    },
  );
});
