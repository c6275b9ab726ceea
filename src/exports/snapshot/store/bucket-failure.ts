import { StoreFailure } from './snapshot.store.js';

/** Reason and code where something lies already that was to be written. */
export const WRITTEN_BY_ANOTHER = ['another process has written there', 'PreconditionFailed'] as const;

/** What an answer of the store means, by the name of its error: for an operator, without any value of the settings. */
const REASONS: Readonly<Record<string, string>> = {
  NoSuchBucket: 'there is no bucket as SNAPSHOT_S3_BUCKET names it',
  NoSuchKey: 'it is missing in the bucket',
  AccessDenied: 'the access key may not do this in the bucket',
  InvalidAccessKeyId: 'the store does not know SNAPSHOT_S3_ACCESS_KEY_ID',
  SignatureDoesNotMatch: 'SNAPSHOT_S3_SECRET_ACCESS_KEY is not the secret of the access key',
  RequestTimeTooSkewed: 'the clock of this machine differs from that of the store',
  PermanentRedirect: 'the bucket is in another region than SNAPSHOT_S3_REGION says',
  AuthorizationHeaderMalformed: 'the bucket is in another region than SNAPSHOT_S3_REGION says',
  PreconditionFailed: WRITTEN_BY_ANOTHER[0],
  ConditionalRequestConflict: WRITTEN_BY_ANOTHER[0],
  NotImplemented: 'the store lacks what snapshots need',
  QuotaExceeded: 'the store is full',
  XMinioStorageFull: 'the store is full',
};

const REASONS_BY_STATUS: Readonly<Record<number, string>> = {
  301: 'the bucket is in another region than SNAPSHOT_S3_REGION says',
  403: 'the access key may not do this in the bucket',
  507: 'the store is full',
};

/** An error as the client of the store throws it. */
interface ClientError {
  readonly name?: string;
  readonly message?: string;
  /** Of errors of the network. */
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/**
 * Whatever the client of the store throws, as a failure of the store. Only its name and message go along: an answer of
 * the store may repeat the access key and what was signed.
 */
export function bucketFailed(error: unknown): never {
  if (error instanceof StoreFailure) throw error;
  const { name = 'Error', message = '', code = name, $metadata } = error as ClientError;
  const status = $metadata?.httpStatusCode;
  const answered = status === undefined ? 'the store cannot be reached' : `the store answered ${status}`;
  const reason = REASONS[name] ?? REASONS_BY_STATUS[status ?? 0] ?? answered;
  throw new StoreFailure(reason, code, { cause: new Error(`${name}: ${message}`) });
}
