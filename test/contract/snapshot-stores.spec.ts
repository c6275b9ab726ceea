import { createHash, randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { SnapshotBucket } from '../../src/exports/snapshot/store/snapshot.bucket.js';
import { SnapshotFolder } from '../../src/exports/snapshot/store/snapshot.folder.js';
import { StoreFailure, type SnapshotStore } from '../../src/exports/snapshot/store/snapshot.store.js';
import { startS3Store, type S3Store } from '../support/s3-store.js';

const VERSION = '2026.11.21-1';

let directory: string;
let s3: S3Store;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'stores-'));
  s3 = await startS3Store();
});

afterAll(async () => {
  await s3.close();
  await rm(directory, { recursive: true, force: true });
});

afterEach(async () => {
  s3.objects.clear();
  s3.uploads.clear();
  s3.refuse = () => null;
  await rm(join(directory, 'snapshots'), { recursive: true, force: true });
});

function bucket(more: Partial<ConstructorParameters<typeof SnapshotBucket>[0]> = {}): SnapshotBucket {
  return new SnapshotBucket({
    endpoint: s3.endpoint,
    region: 'us-east-1',
    bucket: s3.bucket,
    prefix: 'museum/releases',
    accessKeyId: s3.key.id,
    secretAccessKey: s3.key.secret,
    pathStyle: true,
    ...more,
  });
}

/** The stores, how to see everything that lies in each, and what a process leaves there that is killed in the middle. */
const STORES: Readonly<
  Record<string, { open: () => SnapshotStore; all: () => Promise<unknown[]>; leave: () => Promise<void> }>
> = {
  folder: {
    open: () => new SnapshotFolder(directory),
    all: async () =>
      (await readdir(join(directory, 'snapshots'), { recursive: true })).filter((x) => x.includes('/')),
    leave: async () => {
      await mkdir(join(directory, 'snapshots', '.unfinished-x'), { recursive: true });
      await writeFile(join(directory, 'snapshots', '.unfinished-x', 'a.csv'), 'half');
    },
  },
  bucket: {
    open: () => bucket(),
    all: () => Promise.resolve([...s3.objects.keys(), ...s3.uploads.keys()]),
    leave: () => {
      s3.objects.set('museum/releases/unfinished/2026.11.21-7', Buffer.from(''));
      for (const name of ['a.csv', 'b.csv', 'c.csv']) {
        s3.objects.set(`museum/releases/2026.11.21-7/${name}`, Buffer.from('half'));
      }
      s3.uploads.set('left', { key: 'museum/releases/2026.11.21-7/d.zip', parts: new Map() });
      return Promise.resolve();
    },
  },
};

async function* pieces(...content: (string | Uint8Array)[]): AsyncGenerator<string | Uint8Array> {
  for (const piece of content) yield await Promise.resolve(piece);
}

async function* failing(...content: (string | Uint8Array)[]): AsyncGenerator<string | Uint8Array> {
  yield* pieces(...content);
  throw new Error('the database is gone');
}

function keepOne(
  store: SnapshotStore,
  content: AsyncIterable<string | Uint8Array>,
): ReturnType<SnapshotStore['keep']> {
  return store.keep(VERSION, (write) => write('a.csv', 'text/csv', content));
}

const NONE_MADE = (): Promise<boolean> => Promise.resolve(false);

describe.each(Object.entries(STORES))('the %s as a store of snapshots', (_name, { open, all, leave }) => {
  it('gives back what was written, in whole and in part, and tells its size and checksum', async () => {
    const store = open();
    // More than two parts of an upload.
    const large = randomBytes(17 * 1024 * 1024 + 5);
    expect(await store.has(VERSION)).toBe(false);
    const files = await store.keep(VERSION, async (write) => {
      await write('a.csv', 'text/csv', pieces('编号,', new TextEncoder().encode('名称\r\n')));
      await write(
        'large.zip',
        'application/zip',
        pieces(large.subarray(0, 9_000_000), large.subarray(9_000_000)),
      );
      await write('empty.jsonl', 'application/x-ndjson', pieces());
    });
    expect(files.map(({ name, mediaType, bytes }) => [name, mediaType, bytes])).toEqual([
      ['a.csv', 'text/csv', 15],
      ['large.zip', 'application/zip', large.length],
      ['empty.jsonl', 'application/x-ndjson', 0],
    ]);
    expect(files[1]?.sha256).toBe(createHash('sha256').update(large).digest('hex'));
    expect(await store.has(VERSION)).toBe(true);
    expect(await all()).toHaveLength(3);
    expect((await buffer(await store.read(VERSION, 'a.csv'))).toString()).toBe('编号,名称\r\n');
    expect((await buffer(await store.read(VERSION, 'large.zip'))).equals(large)).toBe(true);
    const part = await buffer(await store.read(VERSION, 'large.zip', { start: 8_999_990, end: 9_000_009 }));
    expect(part.equals(large.subarray(8_999_990, 9_000_010))).toBe(true);
    expect((await buffer(await store.read(VERSION, 'empty.jsonl'))).length).toBe(0);
  });

  it.each([
    ['soon', ['half a line']],
    ['after several parts', [randomBytes(17_000_000)]],
  ])('leaves nothing of content that fails %s, and fails with its error', async (_when, content) => {
    const store = open();
    const kept = store.keep(VERSION, async (write) => {
      await write('whole.csv', 'text/csv', pieces('whole'));
      await write('a.csv', 'text/csv', failing(...content));
    });
    await expect(kept).rejects.toThrow('the database is gone');
    expect([await store.has(VERSION), await all()]).toEqual([false, []]);
  });

  it('never overwrites a version, and leaves it as it is', async () => {
    const store = open();
    await keepOne(store, pieces('first'));
    await expect(keepOne(store, pieces('second'))).rejects.toThrow(StoreFailure);
    expect((await buffer(await store.read(VERSION, 'a.csv'))).toString()).toBe('first');
    expect(await all()).toHaveLength(1);
  });

  it('forgets a version that is discarded, and no other one', async () => {
    const store = open();
    await keepOne(store, pieces('first'));
    await store.keep(`${VERSION}0`, (write) => write('a.csv', 'text/csv', pieces('tenth')));
    await store.discard(VERSION);
    expect([await store.has(VERSION), await store.has(`${VERSION}0`)]).toEqual([false, true]);
    await expect(store.read(VERSION, 'a.csv')).rejects.toThrow(StoreFailure);
  });

  it('sweeps what a process has left that was killed in the middle, and nothing else', async () => {
    const store = open();
    await keepOne(store, pieces('first'));
    await leave();
    await store.sweep(NONE_MADE);
    expect(await all()).toHaveLength(1);
    expect(await store.has(VERSION)).toBe(true);
  });
});

describe('the bucket', () => {
  it('keeps what is made although its mark was left', async () => {
    const store = bucket();
    await keepOne(store, pieces('first'));
    s3.objects.set(`museum/releases/unfinished/${VERSION}`, Buffer.from(''));
    await store.sweep((version) => Promise.resolve(version === VERSION));
    expect([...s3.objects.keys()]).toEqual([`museum/releases/${VERSION}/a.csv`]);
  });

  it('is swept although the store cannot list uploads', async () => {
    await STORES.bucket?.leave();
    s3.refuse = ({ query }) => (query.has('uploads') ? { status: 501, code: 'NotImplemented' } : null);
    await bucket().sweep(NONE_MADE);
    expect([...s3.objects.keys()]).toEqual([]);
  });

  it('has the mark there before the first file and until the last one is', async () => {
    const mark = `museum/releases/unfinished/${VERSION}`;
    await bucket().keep(VERSION, async (write) => {
      expect(s3.objects.has(mark)).toBe(true);
      await write('a.csv', 'text/csv', pieces('a'));
      expect(s3.objects.has(mark)).toBe(true);
    });
    expect(s3.objects.has(mark)).toBe(false);
  });

  it('does not write where another process has written meanwhile', async () => {
    const kept = bucket().keep(VERSION, async (write) => {
      s3.objects.set(`museum/releases/${VERSION}/a.csv`, Buffer.from('theirs'));
      await write('a.csv', 'text/csv', pieces('ours'));
    });
    await expect(kept).rejects.toMatchObject({ reason: 'another process has written there', left: false });
  });

  it('says that something is left when it can no longer be removed, which the next sweep does', async () => {
    const store = bucket();
    const kept = store.keep(VERSION, async (write) => {
      await write('a.csv', 'text/csv', pieces('a'));
      s3.refuse = () => ({ status: 403, code: 'AccessDenied' });
      await write('b.csv', 'text/csv', pieces('b'));
    });
    await expect(kept).rejects.toMatchObject({ code: 'AccessDenied', left: true });
    s3.refuse = () => null;
    await store.sweep(NONE_MADE);
    expect([...s3.objects.keys()]).toEqual([]);
  });

  it('stops reading the content when a part is refused', async () => {
    let read = 0;
    const endless = async function* (): AsyncGenerator<Uint8Array> {
      for (; read < 100; read += 1) yield await Promise.resolve(Buffer.alloc(1024 * 1024));
    };
    s3.refuse = ({ query }) =>
      query.get('partNumber') === '2' ? { status: 507, code: 'InsufficientStorage' } : null;
    await expect(keepOne(bucket(), endless())).rejects.toMatchObject({
      reason: 'the store is full',
      left: false,
    });
    expect(read).toBeLessThan(40);
    expect([s3.objects.size, s3.uploads.size]).toEqual([0, 0]);
  });

  it.each([
    [{ bucket: 'another' }, 'there is no bucket as SNAPSHOT_S3_BUCKET names it', 'NoSuchBucket'],
    [{ accessKeyId: 'nobody' }, 'the store does not know SNAPSHOT_S3_ACCESS_KEY_ID', 'InvalidAccessKeyId'],
    [
      { secretAccessKey: 'geheim/wrong' },
      'SNAPSHOT_S3_SECRET_ACCESS_KEY is not the secret of the access key',
      'SignatureDoesNotMatch',
    ],
    [{ endpoint: 'http://127.0.0.1:9' }, 'the store cannot be reached', expect.any(String)],
  ])('with %j says what is wrong, and no secret', async (wrong, reason, code) => {
    const failure: any = await keepOne(bucket(wrong), pieces('a')).then(
      () => null,
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({ reason, code });
    expect(JSON.stringify([failure, failure.stack, failure.cause, failure.cause.stack])).not.toContain(
      'geheim',
    );
    expect(s3.objects.size).toBe(0);
  });
});
