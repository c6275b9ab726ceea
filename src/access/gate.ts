import { AppError } from '../common/errors/app-error.js';
import { hasKey } from '../common/secret-text.js';
import { type Actor, ANONYMOUS } from './actor.js';
import { type Authenticator } from './authenticator.js';
import { quotaAddress } from './client-address.js';
import { type Quota, type Verdict } from './quota.js';
import { type QuotaPolicy } from './quota.store.js';

/** Parameters of an address in which programs send keys where that is taken. */
const KEY_PARAMETERS = ['access_token', 'api_key', 'apikey', 'api-key', 'authorization'];

/** The quotas of those with and without a key. */
export interface QuotaPolicies {
  readonly anonymous: QuotaPolicy;
  readonly key: QuotaPolicy;
  /** Of requests from one address with keys that are not known yet, each of which the database is asked for. */
  readonly unknownKeys: QuotaPolicy;
}

/** What of a request is looked at before it is served. */
export interface IncomingRequest {
  /** With its query. */
  readonly url: string;
  /** The client's address. */
  readonly ip: string;
  readonly headers: { readonly authorization?: string | undefined };
}

/** Whether a request is served, and for whom. */
export interface Admission {
  readonly actor: Actor;
  /** What the client is told of its quota. */
  readonly headers: Readonly<Record<string, string>>;
  /** Why it is not served; null when it is. */
  readonly refusal: unknown;
}

/** Decides, before anything else is done for a request, who sent it and whether it is within the sender's quota. */
export class Gate {
  /** @param onRefusal called for each request that a quota does not allow */
  constructor(
    private readonly authenticator: Authenticator,
    private readonly quota: Quota,
    readonly policies: QuotaPolicies,
    private readonly onRefusal: (policy: QuotaPolicy) => void,
  ) {}

  /** Admits a request or not. A key that is refused counts against the quota of the client's address. */
  async admit({ url, ip, headers: { authorization } }: IncomingRequest): Promise<Admission> {
    const address = quotaAddress(ip);
    let actor = ANONYMOUS;
    let refusal: unknown = null;
    try {
      checkAddress(url);
      if (this.authenticator.isUnknown(authorization)) {
        const verdict = await this.quota.take(`unknown keys:${address}`, this.policies.unknownKeys);
        if (!verdict.allowed) return this.refuse(actor, verdict);
      }
      actor = await this.authenticator.authenticate(authorization);
    } catch (error) {
      refusal = error;
    }
    const verdict =
      actor.keyId === null
        ? await this.quota.take(`address:${address}`, this.policies.anonymous)
        : await this.quota.take(`key:${actor.keyId}`, this.policies.key);
    return verdict.allowed ? { actor, refusal, headers: headersOf(verdict) } : this.refuse(actor, verdict);
  }

  private refuse(actor: Actor, verdict: Verdict): Admission {
    this.onRefusal(verdict.policy);
    return { actor, refusal: rateLimited(actor, verdict), headers: headersOf(verdict) };
  }
}

/**
 * Refuses an address with a key in it: addresses stand in logs, histories and Referer headers.
 *
 * @throws AppError BAD_USER_INPUT
 */
function checkAddress(url: string): void {
  const [, query] = url.split(/\?(.*)/s);
  const parameters = new URLSearchParams(query);
  const isNamed = [...parameters.keys()].some((name) => KEY_PARAMETERS.includes(name.toLowerCase()));
  if (!isNamed && !hasKey(url) && !hasKey(decoded(url))) return;
  throw new AppError(
    'BAD_USER_INPUT',
    'There is a key in the address, where proxies and browsers keep it for others to read. Keys are only taken in the header “Authorization: Bearer KEY”; have this one revoked.',
    { argument: 'address' },
  );
}

/** An address without its escapes; as it is when they are broken. */
function decoded(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}

/** The headers of the IETF's draft on rate limits, and Retry-After when the quota is used up. */
function headersOf({ allowed, policy, remaining, resetSeconds }: Verdict): Record<string, string> {
  const { name, limit, windowMs } = policy;
  return {
    'ratelimit-policy': `"${name}";q=${limit};w=${windowMs / 1_000}`,
    ratelimit: `"${name}";r=${remaining};t=${resetSeconds}`,
    ...(allowed ? {} : { 'retry-after': String(resetSeconds) }),
  };
}

function rateLimited(actor: Actor, { policy, resetSeconds }: Verdict): AppError {
  const windowSeconds = policy.windowMs / 1_000;
  const whose = actor.keyId === null ? policy.allows : `with the key “${actor.name}”`;
  return new AppError(
    'RATE_LIMITED',
    `The quota is used up: ${policy.limit} requests in ${windowSeconds} seconds are allowed ${whose}. Try again in ${resetSeconds} seconds${policy.advice ?? ''}.`,
    { limit: policy.limit, windowSeconds, retryAfterSeconds: resetSeconds },
  );
}
