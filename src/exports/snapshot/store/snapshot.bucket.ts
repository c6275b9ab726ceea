import { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  paginateListObjectsV2,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { type BucketConfig } from '../../../config/config.js';
import { type StoredFile } from '../snapshot.entity.js';
import { bucketFailed, WRITTEN_BY_ANOTHER } from './bucket-failure.js';
import { StoreFailure, undone, type FileWriter, type Part, type SnapshotStore } from './snapshot.store.js';
import { Tally } from './tally.js';

/** What a store must answer in, in milliseconds: one that is not there shall not keep the service from starting. */
const CONNECTION_TIMEOUT_MS = 3_000;

/** The longest silence in the middle of an answer, in milliseconds: as long as a client that reads it may stall. */
const SOCKET_TIMEOUT_MS = 60_000;

/** Two parts are in memory at a time; 10,000 of them are allowed, so that a file can have 80 GB. */
const PART_BYTES = 8 * 1024 * 1024;

/** How the objects are called that tell of a snapshot that is not whole yet, before its version. */
const UNFINISHED = 'unfinished/';

/**
 * A bucket of an S3-compatible store with the files of every snapshot.
 *
 * Objects cannot be renamed, so a mark beside them says which version is not whole yet. It is there before the first
 * file and until the last one is: whatever a process that ended in the middle has left is found by it.
 */
export class SnapshotBucket implements SnapshotStore {
  private readonly client: S3Client;
  private readonly bucket: string;
  private readonly prefix: string;

  constructor({ endpoint, region, bucket, prefix, accessKeyId, secretAccessKey, pathStyle }: BucketConfig) {
    this.bucket = bucket;
    this.prefix = `${prefix}/`;
    this.client = new S3Client({
      ...(endpoint === undefined ? {} : { endpoint }),
      region,
      credentials: { accessKeyId, secretAccessKey },
      forcePathStyle: pathStyle,
      // Not every compatible store knows the newer checksums; those of the snapshots are ours.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      requestHandler: { connectionTimeout: CONNECTION_TIMEOUT_MS, socketTimeout: SOCKET_TIMEOUT_MS },
    });
  }

  async has(version: string): Promise<boolean> {
    const asked = { Bucket: this.bucket, Prefix: `${this.prefix}${version}/`, MaxKeys: 1 };
    const { Contents = [] } = await this.client.send(new ListObjectsV2Command(asked)).catch(bucketFailed);
    return Contents.length > 0;
  }

  async keep(version: string, fill: (write: FileWriter) => Promise<void>): Promise<StoredFile[]> {
    if (await this.has(version)) throw new StoreFailure(...WRITTEN_BY_ANOTHER);
    const mark = { ...this.object(`${UNFINISHED}${version}`), Body: 'Not whole yet.\n', IfNoneMatch: '*' };
    await this.client.send(new PutObjectCommand(mark)).catch(bucketFailed);
    const files: StoredFile[] = [];
    try {
      await fill(async (name, mediaType, content) => {
        files.push({ name, mediaType, ...(await this.write(`${version}/${name}`, mediaType, content)) });
      });
      await this.remove(mark.Key);
      return files;
    } catch (error) {
      throw await undone(error, () => this.discard(version));
    }
  }

  /** Removes the mark last, so that what cannot be removed now is found again. */
  async discard(version: string, signal?: AbortSignal): Promise<void> {
    const place = { Bucket: this.bucket, Prefix: `${this.prefix}${version}/` };
    const { Uploads = [] } = await this.client
      .send(new ListMultipartUploadsCommand(place), { abortSignal: signal })
      .catch(unlessUnknown);
    for (const { Key, UploadId } of Uploads) {
      const upload = { Bucket: this.bucket, Key, UploadId };
      await this.client
        .send(new AbortMultipartUploadCommand(upload), { abortSignal: signal })
        .catch(bucketFailed);
    }
    for await (const key of this.keys(`${version}/`, signal)) await this.remove(key, signal);
    await this.remove(this.object(`${UNFINISHED}${version}`).Key, signal);
  }

  async sweep(isMade: (version: string) => Promise<boolean>, signal?: AbortSignal): Promise<void> {
    const start = this.object(UNFINISHED).Key;
    for await (const mark of this.keys(UNFINISHED, signal)) {
      const version = mark.slice(start.length);
      await ((await isMade(version)) ? this.remove(mark, signal) : this.discard(version, signal));
    }
  }

  async read(version: string, name: string, part?: Part): Promise<Readable> {
    const range = part && { Range: `bytes=${part.start}-${part.end}` };
    const asked = new GetObjectCommand({ ...this.object(`${version}/${name}`), ...range });
    const { Body } = await this.client.send(asked).catch(bucketFailed);
    return Body as Readable;
  }

  /** One part after the other, so that no more is read of the content than can be sent. */
  private async write(
    name: string,
    mediaType: string,
    content: AsyncIterable<string | Uint8Array>,
  ): Promise<Pick<StoredFile, 'bytes' | 'sha256'>> {
    const failures: unknown[] = [];
    const tally = new Tally(noting(content, failures));
    const upload = new Upload({
      client: this.client,
      params: {
        ...this.object(name),
        ContentType: mediaType,
        Body: Readable.from(tally, { objectMode: false }),
        IfNoneMatch: '*',
      },
      partSize: PART_BYTES,
      queueSize: 1,
    });
    await upload.done().catch((error: unknown) => {
      if (failures.length > 0) throw failures[0];
      bucketFailed(error);
    });
    return { bytes: tally.bytes, sha256: tally.sha256() };
  }

  private object(name: string): { Bucket: string; Key: string } {
    return { Bucket: this.bucket, Key: `${this.prefix}${name}` };
  }

  /** The keys of all objects whose names begin so. */
  private async *keys(start: string, signal: AbortSignal | undefined): AsyncGenerator<string> {
    const asked = { Bucket: this.bucket, Prefix: this.object(start).Key };
    const pages = paginateListObjectsV2({ client: this.client }, asked, { abortSignal: signal });
    try {
      for await (const { Contents = [] } of pages)
        for (const { Key } of Contents) if (Key !== undefined) yield Key;
    } catch (error) {
      bucketFailed(error);
    }
  }

  private async remove(key: string, signal?: AbortSignal): Promise<void> {
    const object = { Bucket: this.bucket, Key: key };
    await this.client.send(new DeleteObjectCommand(object), { abortSignal: signal }).catch(bucketFailed);
  }
}

/** The content, with whatever it fails with noted: a failure of its own is none of the store. */
async function* noting<T>(content: AsyncIterable<T>, failures: unknown[]): AsyncGenerator<T> {
  try {
    yield* content;
  } catch (error) {
    failures.push(error);
    throw error;
  }
}

/** Some small stores cannot list uploads: there are none to be found then, and what they kept of them they remove. */
function unlessUnknown(error: unknown): { readonly Uploads?: undefined } {
  return (error as Error).name === 'NotImplemented' ? {} : bucketFailed(error);
}
