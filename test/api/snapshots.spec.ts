import { createHash } from 'node:crypto';
import { appendFile, mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Scope } from '../../src/access/scopes.js';
import { createTestApp, type Answer, type TestApp } from '../support/app.js';
import { runCommand } from '../support/command.js';
import { done, openDesk } from '../support/desk.js';
import { bearer, issueKey } from '../support/keys.js';

// Room for a busy machine: a snapshot writes everything.
jest.setTimeout(240_000);

const FILES = [
  'datapackage.zip',
  ...['achievements', 'craftsmen', 'studios', 'organisations'].flatMap((name) =>
    ['csv', 'jsonl', 'parquet'].map((format) => `${name}.${format}`),
  ),
];

let service: TestApp;
let key: Record<string, string>;
let folder: string;

beforeAll(async () => {
  service = await createTestApp(null, { publicUrl: 'https://catalogue.example' });
  key = bearer((await issueKey(service.database.dataSource, [Scope.CURATE])).secret);
  folder = join(service.dataDirectory, 'snapshots');
});

afterAll(() => service.close());

const CREATE = `mutation ($note: String!) {
  createSnapshot(note: $note) { snapshot { version url revision files { name bytes sha256 } citation(accessed: "2026-11-21") } }
}`;

async function create(note = '年度发布'): Promise<any> {
  const { data, errors } = await service.send(CREATE, { note }, key);
  if (errors) throw new Error(JSON.stringify(errors));
  return data.createSnapshot.snapshot;
}

function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> {
  return fetch(`${service.url}${path}`, { headers, method });
}

async function bytesOf(path: string): Promise<Buffer> {
  return Buffer.from(await (await get(path)).arrayBuffer());
}

function run(...words: string[]): ReturnType<typeof runCommand> {
  return runCommand(['snapshot', ...words], {
    DATABASE_URL: service.database.url,
    DATA_DIR: service.dataDirectory,
  });
}

describe('a snapshot', () => {
  it('has the same bytes before and after 100 edits, and those that its checksums tell', async () => {
    const { version, files } = await create();
    expect(files.map(({ name }: { name: string }) => name)).toEqual(FILES);
    const before = await Promise.all(FILES.map((name) => bytesOf(`/v1/snapshots/${version}/${name}`)));
    const desk = openDesk(service.database.dataSource);
    for (let number = 1; number <= 100; number += 1) {
      const code = `WIA-${String(number).padStart(4, '0')}`;
      await done(desk.update('Achievement', { figures: [`修订 ${number}`] }, { code, ifVersion: 1 }));
    }
    for (const [index, { name, bytes, sha256 }] of files.entries()) {
      const after = await bytesOf(`/v1/snapshots/${version}/${name}`);
      expect(after.equals(before[index] as Buffer)).toBe(true);
      expect([after.length, createHash('sha256').update(after).digest('hex')]).toEqual([bytes, sha256]);
    }
    const later = await create();
    expect(later.revision).toBeGreaterThan(100);
    expect(later.files[0].sha256).not.toBe(files[0].sha256);
  });

  it('is cited with the address that answers for it', async () => {
    const { version, url, citation } = await create();
    expect(url).toBe(`https://catalogue.example/v1/snapshots/${version}`);
    const day = version.slice(0, 10).replaceAll('.', '-');
    expect(citation).toBe(
      `职工创新成果目录. 职工创新成果目录数据集[DS/OL]. V${version}. 职工创新成果目录（${day}）[2026-11-21]. ${url}.`,
    );
    const told = await get(new URL(url).pathname);
    expect(told.status).toBe(200);
    const body: any = await told.json();
    expect(body).toMatchObject({ version, url, note: '年度发布' });
    expect(body.files.map((file: any) => file.url)).toEqual(FILES.map((name) => `${url}/${name}`));
    expect(body.citation.bibtex).toContain(`url          = {${url}}`);
    const cited = await get(`/v1/snapshots/${version}/citation?style=apa`);
    expect(await cited.text()).toContain(`(Version ${version}) [Data set]. ${url}`);
  });

  it('is made once, however often the request is sent', async () => {
    const send = (note: string, headers: object): Promise<Answer> =>
      service.send(
        `mutation ($note: String!) { createSnapshot(note: $note, idempotencyKey: "release-1") { snapshot { version note } } }`,
        { note },
        headers as Record<string, string>,
      );
    const all = async (): Promise<number> =>
      (await service.query('{ snapshots { totalCount } }')).snapshots.totalCount;
    const before = await all();
    const first = await send('一次', key);
    expect((await send(' 一次 ', key)).data).toEqual(first.data);
    expect(await all()).toBe(before + 1);
    const { errors } = await send('另一次', key);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT', argument: 'idempotencyKey' });
    expect(errors?.[0]?.message).toContain(first.data.createSnapshot.snapshot.version);
    const other = bearer((await issueKey(service.database.dataSource, [Scope.CURATE])).secret);
    expect((await send('一次', other)).data).not.toEqual(first.data);
  });

  it('is listed, the newest first, in pages', async () => {
    const { version } = await create('最新');
    const list: any = await (await get('/v1/snapshots')).json();
    expect(list.snapshots[0]).toMatchObject({ version, note: '最新' });
    const page = `query ($after: String) { snapshots(first: 1, after: $after) {
      totalCount pageInfo { hasNextPage endCursor } edges { node { version } } } }`;
    const first = (await service.query(page)).snapshots;
    expect(first.edges[0].node.version).toBe(version);
    expect([first.totalCount, first.pageInfo.hasNextPage]).toEqual([list.snapshots.length, true]);
    const second = (await service.query(page, { after: first.pageInfo.endCursor })).snapshots;
    expect(second.edges[0].node.version).toBe(list.snapshots[1].version);
  });

  it('is kept by clients for good, and given in parts', async () => {
    const { version, files } = await create();
    const path = `/v1/snapshots/${version}/achievements.csv`;
    const { bytes, sha256 } = files.find(({ name }: { name: string }) => name === 'achievements.csv');
    const head = await get(path, {}, 'HEAD');
    expect(Object.fromEntries(head.headers)).toMatchObject({
      etag: `"${sha256}"`,
      'cache-control': 'public, max-age=31536000, immutable',
      'content-length': String(bytes),
    });
    expect((await get(path, { 'if-none-match': `"${sha256}"` })).status).toBe(304);
    const whole = await bytesOf(path);
    const part = await get(path, { range: 'bytes=10-19', 'accept-encoding': 'identity' });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 10-19/${bytes}`]);
    expect(Buffer.from(await part.arrayBuffer()).equals(whole.subarray(10, 20))).toBe(true);
    expect((await get(path, { range: `bytes=${bytes}-` })).status).toBe(416);
    expect((await get(path, { range: 'bytes=0-9', 'if-range': '"another"' })).status).toBe(200);
  });

  it('is never given as if it were whole when its file was cut', async () => {
    const { version } = await create();
    const path = join(folder, version, 'achievements.csv');
    const whole = await readFile(path);
    await truncate(path, 1_000);
    await expect(bytesOf(`/v1/snapshots/${version}/achievements.csv`)).rejects.toThrow();
    await rm(path);
    const answer = await get(`/v1/snapshots/${version}/achievements.csv`);
    expect([answer.status, await answer.json()]).toEqual([
      503,
      expect.objectContaining({ code: 'SERVICE_UNAVAILABLE', reason: 'ENOENT' }),
    ]);
    await writeFile(path, whole);
    expect((await get(`/v1/snapshots/${version}/achievements.csv`)).status).toBe(200);
  });

  it('cannot be altered in the database', async () => {
    const { version } = await create();
    const query = (text: string): Promise<unknown> => service.database.dataSource.query(text, [version]);
    await expect(query(`UPDATE snapshot SET note = 'x' WHERE version = $1`)).rejects.toThrow(
      'cannot be altered',
    );
    await expect(query('DELETE FROM snapshot WHERE version = $1')).rejects.toThrow('cannot be altered');
  });
});

describe('what is no snapshot', () => {
  it.each(['/v1/snapshots/2020.01.01-1', '/v1/snapshots/2020.01.01-1/achievements.csv', '/v1/snapshots/%00'])(
    '%s is not found, and told which ones there are',
    async (path) => {
      const { version } = await create();
      const response = await get(path);
      const problem: any = await response.json();
      expect([response.status, problem.code]).toEqual([404, 'NOT_FOUND']);
      expect(problem.versions).toContain(version);
    },
  );

  it('a file that a snapshot does not have is not found, and told which ones it has', async () => {
    const { version } = await create();
    const response = await get(`/v1/snapshots/${version}/..%2F..%2Fetc`);
    const problem: any = await response.json();
    expect([response.status, problem.files]).toEqual([404, FILES]);
  });

  it('a note that says nothing makes none', async () => {
    const { errors } = await service.send(CREATE, { note: ' ' }, key);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'note' });
  });

  it('an idempotency key that is none makes none', async () => {
    const { errors } = await service.send(
      'mutation { createSnapshot(note: "x", idempotencyKey: "") { snapshot { version } } }',
      {},
      key,
    );
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: [{ path: 'idempotencyKey' }],
    });
  });
});

describe('a snapshot that cannot be kept', () => {
  it('leaves nothing, and says why', async () => {
    const before = await service.query('{ snapshots { totalCount } }');
    const kept = join(service.dataDirectory, 'kept');
    await mkdir(kept);
    const { rename } = await import('node:fs/promises');
    await rename(folder, join(kept, 'snapshots'));
    await writeFile(folder, 'no folder');
    try {
      const { errors } = await service.send(CREATE, { note: 'x' }, key);
      expect(errors?.[0]).toMatchObject({
        message: expect.stringContaining('The snapshot cannot be kept'),
        extensions: { code: 'SERVICE_UNAVAILABLE' },
      });
      expect(await service.query('{ snapshots { totalCount } }')).toEqual(before);
    } finally {
      await rm(folder);
      await rename(join(kept, 'snapshots'), folder);
    }
  });

  it('is swept when the process ended in the middle', async () => {
    await mkdir(join(folder, '.unfinished-left'), { recursive: true });
    const other = await createTestApp(null, { sharing: service.database });
    await other.close();
    await create();
    expect((await readdir(folder)).filter((name) => name.startsWith('.'))).toEqual([]);
  });
});

describe('the commands for snapshots', () => {
  it('make, list and verify them, and name a damaged file', async () => {
    const made = await run('create', '命令行');
    const version = /^Made: (\S+), 13 files\.$/.exec(made.lines[0] ?? '')?.[1] ?? '';
    expect((await run('list')).lines[0]).toMatch(new RegExp(`^${version} {2}\\d+ bytes {2}命令行$`));
    const sound = await run('verify');
    expect([sound.code, sound.lines[0]]).toEqual([0, `${version}: 13 files are sound.`]);
    await appendFile(join(folder, version, 'studios.jsonl'), 'x');
    await rm(join(folder, version, 'craftsmen.csv'));
    const { code, lines } = await run('verify');
    expect(code).toBe(1);
    expect(lines.slice(0, 2)).toEqual([
      `${version}: craftsmen.csv cannot be read (ENOENT).`,
      expect.stringMatching(new RegExp(`^${version}: studios\\.jsonl has \\d+ bytes, not \\d+\\.$`)),
    ]);
  });
});
