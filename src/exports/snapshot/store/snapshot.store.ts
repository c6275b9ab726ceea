import { type Readable } from 'node:stream';
import { type StoredFile } from '../snapshot.entity.js';

/** Bytes of a file, both of them counted. */
export interface Part {
  readonly start: number;
  readonly end: number;
}

/** Writes one file of a snapshot. */
export type FileWriter = (
  name: string,
  mediaType: string,
  content: AsyncIterable<string | Uint8Array>,
) => Promise<void>;

/** Where the files of snapshots lie. All its methods throw StoreFailure for what the place itself refuses. */
export interface SnapshotStore {
  /** Whether something lies under this version already. */
  readonly has: (version: string) => Promise<boolean>;
  /** Has `fill` write files under a new version; when it fails, none is left. Nothing is ever overwritten. */
  readonly keep: (version: string, fill: (write: FileWriter) => Promise<void>) => Promise<StoredFile[]>;
  /** Removes a snapshot that nobody was told of. */
  readonly discard: (version: string) => Promise<void>;
  /** Removes what was left when a process ended in the middle, and nothing that is made. Only while none is being made. */
  readonly sweep: (isMade: (version: string) => Promise<boolean>, signal?: AbortSignal) => Promise<void>;
  /** Opens a file, or a part of it. */
  readonly read: (version: string, name: string, part?: Part) => Promise<Readable>;
}

/** The place of the snapshots does not do what it was asked for. */
export class StoreFailure extends Error {
  /** Whether something of an unfinished snapshot is still there. */
  left = false;

  /**
   * @param reason in words, as a part of a sentence, without any value of the settings
   * @param code the name that the place gives it
   */
  constructor(
    readonly reason: string,
    readonly code: string,
    options?: ErrorOptions,
  ) {
    super(`The store of the snapshots failed: ${reason} (${code}).`, options);
    this.name = 'StoreFailure';
  }
}

/** The error that `keep` ends with, after what it has written was removed: a failure of the store tells if that failed too. */
export async function undone(error: unknown, discard: () => Promise<void>): Promise<unknown> {
  const left = await discard().then(
    () => false,
    () => true,
  );
  if (error instanceof StoreFailure) error.left = left;
  return error;
}
