import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Scope } from '../../src/access/scopes.js';
import { type BucketConfig } from '../../src/config/config.js';
import { createTestApp, type Answer, type TestApp } from '../support/app.js';
import { runCommand } from '../support/command.js';
import { bearer, issueKey } from '../support/keys.js';
import { startS3Store, type S3Store } from '../support/s3-store.js';

// Room for a busy machine: a snapshot writes everything.
jest.setTimeout(240_000);

let s3: S3Store;
let service: TestApp;
let settings: BucketConfig;
let key: Record<string, string>;

beforeAll(async () => {
  s3 = await startS3Store();
  settings = {
    bucket: s3.bucket,
    endpoint: s3.endpoint,
    region: 'cn-north-1',
    prefix: 'museum',
    accessKeyId: s3.key.id,
    secretAccessKey: s3.key.secret,
    pathStyle: true,
  };
  service = await createTestApp(null, { snapshotBucket: settings });
  key = bearer((await issueKey(service.database.dataSource, [Scope.CURATE])).secret);
});

afterAll(async () => {
  await service.close();
  await s3.close();
});

afterEach(() => {
  s3.refuse = () => null;
});

const CREATE = `mutation { createSnapshot(note: "存入存储桶") { snapshot { version files { name bytes sha256 } } } }`;

function create(): Promise<Answer> {
  return service.send(CREATE, {}, key);
}

async function created(): Promise<{
  version: string;
  files: { name: string; bytes: number; sha256: string }[];
}> {
  return (await create()).data.createSnapshot.snapshot;
}

function run(...words: string[]): ReturnType<typeof runCommand> {
  return runCommand(['snapshot', ...words], {
    DATABASE_URL: service.database.url,
    DATA_DIR: service.dataDirectory,
    SNAPSHOT_S3_BUCKET: settings.bucket,
    SNAPSHOT_S3_ENDPOINT: s3.endpoint,
    SNAPSHOT_S3_REGION: settings.region,
    SNAPSHOT_S3_PREFIX: settings.prefix,
    SNAPSHOT_S3_ACCESS_KEY_ID: settings.accessKeyId,
    SNAPSHOT_S3_SECRET_ACCESS_KEY: settings.secretAccessKey,
  });
}

describe('a snapshot in a bucket', () => {
  it('has its files there and nowhere else, with the bytes that its checksums tell', async () => {
    const { version, files } = await created();
    expect(files).toHaveLength(13);
    for (const { name, bytes, sha256 } of files) {
      const kept = s3.objects.get(`museum/${version}/${name}`);
      const sent = Buffer.from(
        await (await fetch(`${service.url}/v1/snapshots/${version}/${name}`)).arrayBuffer(),
      );
      expect(kept?.equals(sent)).toBe(true);
      expect([sent.length, createHash('sha256').update(sent).digest('hex')]).toEqual([bytes, sha256]);
    }
    expect(existsSync(join(service.dataDirectory, 'snapshots'))).toBe(false);
    expect([...s3.objects.keys()].filter((name) => name.includes('unfinished'))).toEqual([]);
  });

  it('is given in parts, and asked of the store only where its bytes are wanted', async () => {
    const { version, files } = await created();
    const { bytes, sha256 } = files[1] as { bytes: number; sha256: string };
    const path = `${service.url}/v1/snapshots/${version}/achievements.csv`;
    s3.requests.length = 0;
    const head = await fetch(path, { method: 'HEAD' });
    expect(head.headers.get('content-length')).toBe(String(bytes));
    expect((await fetch(path, { headers: { 'if-none-match': `"${sha256}"` } })).status).toBe(304);
    expect((await fetch(path, { headers: { range: `bytes=${bytes}-` } })).status).toBe(416);
    expect(s3.requests).toEqual([]);
    const part = await fetch(path, { headers: { range: 'bytes=10-19', 'accept-encoding': 'identity' } });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 10-19/${bytes}`]);
    const whole = s3.objects.get(`museum/${version}/achievements.csv`);
    expect(Buffer.from(await part.arrayBuffer()).equals(whole?.subarray(10, 20) as Buffer)).toBe(true);
  });

  it('is never written over what lies there already, even if the database does not know it', async () => {
    const { version } = await created();
    const [day = '', number] = version.split('-');
    const next = `museum/${day}-${Number(number) + 1}/achievements.csv`;
    s3.objects.set(next, Buffer.from('of a database that was lost'));
    expect((await created()).version).toBe(`${day}-${Number(number) + 2}`);
    expect(s3.objects.get(next)?.toString()).toBe('of a database that was lost');
  });
});

describe('a snapshot that a bucket does not take', () => {
  it.each([
    ['the access key may not do this in the bucket (AccessDenied)', 403, 'AccessDenied', 'studios.csv'],
    ['the store is full (XMinioStorageFull)', 507, 'XMinioStorageFull', 'organisations.parquet'],
    ['the store answered 500 (InternalError)', 500, 'InternalError', 'datapackage.zip'],
  ])('because %s leaves nothing, and says why', async (reason, status, code, name) => {
    const before = [await service.query('{ snapshots { totalCount } }'), [...s3.objects.keys()]];
    s3.refuse = (asked) => (asked.method === 'PUT' && asked.key.endsWith(name) ? { status, code } : null);
    const { errors } = await create();
    expect(errors?.[0]).toMatchObject({
      message: `The snapshot cannot be kept: ${reason}. Nothing of it was left.`,
      extensions: { code: 'SERVICE_UNAVAILABLE', reason: code },
    });
    expect([await service.query('{ snapshots { totalCount } }'), [...s3.objects.keys()]]).toEqual(before);
    s3.refuse = () => null;
    expect((await created()).files).toHaveLength(13);
  });

  it('because the store is away leaves nothing to be seen, and is swept when it is back', async () => {
    let isAway = false;
    s3.refuse = ({ key: name }) => {
      isAway ||= name.endsWith('craftsmen.csv');
      return isAway ? { status: 503, code: 'ServiceUnavailable' } : null;
    };
    const before = await service.query('{ snapshots { totalCount } }');
    const { errors } = await create();
    expect(errors?.[0]?.message).toMatch(/What was written of it is removed before the next one is made\.$/);
    expect(await service.query('{ snapshots { totalCount } }')).toEqual(before);
    s3.refuse = () => null;
    const [mark = ''] = [...s3.objects.keys()].filter((name) => name.includes('unfinished/'));
    const { version } = await created();
    expect(mark.endsWith(`/${version}`)).toBe(true);
    expect([...s3.objects.keys()].filter((name) => name.includes(version))).toHaveLength(13);
  });
});

describe('a store that does not answer', () => {
  it('keeps neither the service from starting and being ready, nor what needs no store', async () => {
    const { version } = await created();
    const snapshotBucket = { ...settings, endpoint: 'http://127.0.0.1:9' };
    const other = await createTestApp(null, { snapshotBucket, sharing: service.database });
    try {
      const get = (path: string): Promise<Response> => fetch(`${other.url}${path}`);
      expect((await get('/health/ready')).status).toBe(200);
      expect((await get(`/v1/snapshots/${version}`)).status).toBe(200);
      const response = await get(`/v1/snapshots/${version}/achievements.csv`);
      expect([response.status, response.headers.get('cache-control')]).toEqual([503, null]);
      expect(await response.json()).toMatchObject({
        code: 'SERVICE_UNAVAILABLE',
        detail: expect.stringContaining(
          `achievements.csv of the snapshot ${version} cannot be read right now`,
        ),
      });
      const { errors } = await other.send(CREATE, {}, key);
      expect(errors?.[0]?.message).toContain('the store cannot be reached');
      expect(other.logs.filter((line) => line.includes('could not be looked through'))).toHaveLength(1);
      expect(other.logs.join('')).not.toContain(settings.secretAccessKey);
    } finally {
      await other.close();
    }
  });

  it('is told with a wrong secret, which stands in no log and no answer', async () => {
    const snapshotBucket = { ...settings, secretAccessKey: 'geheim/wrong' };
    const other = await createTestApp(null, { snapshotBucket, sharing: service.database });
    try {
      const { errors } = await other.send(CREATE, {}, key);
      expect(errors?.[0]?.message).toContain('SNAPSHOT_S3_SECRET_ACCESS_KEY is not the secret');
      expect(JSON.stringify([errors, other.logs])).not.toMatch(/geheim|snapshot-writer/);
    } finally {
      await other.close();
    }
  });
});

describe('the commands for snapshots in a bucket', () => {
  it('make and verify them, and name a damaged file', async () => {
    const made = await run('create', '命令行');
    const version = /^Made: (\S+), 13 files\.$/.exec(made.lines[0] ?? '')?.[1] ?? '';
    expect((await run('verify')).code).toBe(0);
    s3.objects.set(`museum/${version}/studios.jsonl`, Buffer.from('x'));
    s3.objects.delete(`museum/${version}/craftsmen.csv`);
    const { code, lines } = await run('verify');
    expect([code, ...lines.slice(0, 2)]).toEqual([
      1,
      `${version}: craftsmen.csv cannot be read (NoSuchKey).`,
      expect.stringMatching(`^${version}: studios\\.jsonl has 1 bytes, not \\d+\\.$`),
    ]);
  });
});
