import { createHash, createHmac } from 'node:crypto';
import { type IncomingMessage } from 'node:http';

/** An access key of the stand-in for an S3-compatible store. */
export interface AccessKey {
  readonly id: string;
  readonly secret: string;
}

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/((\d{8})\/([\w-]+)\/s3\/aws4_request), ?SignedHeaders=([\w;-]+), ?Signature=([0-9a-f]{64})$/;

/** What stands in the place of the hash of a body that was not hashed; only fit for TLS, as clients know. */
const UNSIGNED = 'UNSIGNED-PAYLOAD';

/**
 * Checks a request against AWS Signature Version 4, as a store does.
 *
 * @returns the name of the error that a store answers with; null when the request is signed as it must be
 */
export function signatureError(
  { method = '', url = '', headers }: IncomingMessage,
  body: Buffer,
  key: AccessKey,
): string | null {
  const match = AUTHORIZATION.exec(headers.authorization ?? '');
  if (match === null) return 'AccessDenied';
  const [, id = '', scope = '', day = '', region = '', signed = '', signature] = match;
  if (id !== key.id) return 'InvalidAccessKeyId';
  const names = signed.split(';');
  const sent = Object.keys(headers).filter((name) => name === 'host' || name.startsWith('x-amz-'));
  if (sent.some((name) => !names.includes(name))) return 'AccessDenied';
  const bodyHash = String(headers['x-amz-content-sha256']);
  if (bodyHash !== UNSIGNED && bodyHash !== sha256(body)) return 'XAmzContentSHA256Mismatch';
  const [path = '', query = ''] = url.split('?');
  const request = [
    method,
    path,
    query
      .split('&')
      .filter(Boolean)
      .map((part) => (part.includes('=') ? part : `${part}=`))
      .sort()
      .join('&'),
    ...names.map((name) => `${name}:${String(headers[name]).trim()}`),
    '',
    signed,
    bodyHash,
  ].join('\n');
  const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha256(request)].join('\n');
  const signingKey = [day, region, 's3', 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${key.secret}`);
  return hmac(signingKey, text).toString('hex') === signature ? null : 'SignatureDoesNotMatch';
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
