import autocannon from 'autocannon';
import { cpuOf, cpuOfFamily } from './proc.js';

/** How a client asks one server for one case. */
export interface Target {
  readonly url: string;
  /** The server's process. */
  readonly pid: number;
  /** The process of the search engine that the server asks in its turn, where it does. */
  readonly enginePid?: number;
  /** Requests to send by POST, in turn; left out, the address is asked by GET. */
  readonly bodies?: readonly string[];
  /** Headers of the requests, beside what says that they are JSON. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether the text of an answer is a good one; left out, the status alone tells. */
  readonly accepts?: (body: string) => boolean;
}

/** How hard a target is asked, and for how long. */
export interface Pressure {
  /** Requests under way at any moment. */
  readonly connections: number;
  readonly seconds: number;
}

/** What was measured of one target; rounds of one target are added up. */
export interface Measured {
  seconds: number;
  /** Time to each answer, in ms. */
  readonly latencies: number[];
  /** Answers that did not come, were no success, or were not accepted. */
  errors: number;
  serverCpuMs: number;
  databaseCpuMs: number;
  engineCpuMs: number;
}

/** Nothing measured yet. */
export function nothingMeasured(): Measured {
  return { seconds: 0, latencies: [], errors: 0, serverCpuMs: 0, databaseCpuMs: 0, engineCpuMs: 0 };
}

/** GraphQL puts errors before data. */
export function isGraphqlSuccess(body: string): boolean {
  return body.startsWith('{"data":');
}

/** How often it is looked whether the time is over, in ms: a round is longer than asked for by this much at most. */
const CLOCK_MS = 50;

const JSON_CONTENT = { 'content-type': 'application/json' };

/**
 * Asks a target for so many seconds and adds what was measured to `sum`.
 *
 * @param databasePid the head of the database server's processes
 */
export async function load(
  target: Target,
  databasePid: number,
  { connections, seconds }: Pressure,
  sum: Measured,
): Promise<void> {
  const cpu = (): [number, number, number] => [
    cpuOf(target.pid),
    cpuOfFamily(databasePid),
    target.enginePid === undefined ? 0 : cpuOf(target.enginePid),
  ];
  const before = cpu();
  const { bodies, headers, accepts } = target;
  // A round may end before the last request's turn: the next one goes on from there.
  const next = sum.latencies.length % (bodies?.length ?? 1);
  const options: autocannon.Options = {
    url: target.url,
    connections,
    duration: seconds,
    sampleInt: CLOCK_MS,
    ...(accepts ? { verifyBody: (body) => accepts(String(body)) } : {}),
    ...(bodies
      ? {
          method: 'POST',
          headers: { ...JSON_CONTENT, ...headers },
          requests: [...bodies.slice(next), ...bodies.slice(0, next)].map((body) => ({ body })),
        }
      : {}),
  };
  const { duration, errors, non2xx, mismatches } = await new Promise<autocannon.Result>((resolve, reject) => {
    const run = autocannon(options, (error: Error | null, result) =>
      error ? reject(error) : resolve(result),
    );
    run.on('response', (_client, _status, _bytes, ms) => sum.latencies.push(ms));
  });
  const [serverCpu, databaseCpu, engineCpu] = cpu().map((now, index) => now - (before[index] ?? NaN));
  sum.seconds += duration;
  sum.errors += errors + non2xx + mismatches;
  sum.serverCpuMs += serverCpu ?? NaN;
  sum.databaseCpuMs += databaseCpu ?? NaN;
  sum.engineCpuMs += engineCpu ?? NaN;
}

/** Asks a target once, for its request with this index, and gives the answer's data. */
export async function ask<T>({ url, bodies, headers }: Omit<Target, 'pid'>, index = 0): Promise<T> {
  const body = bodies?.[index];
  const request =
    body === undefined ? {} : { method: 'POST', headers: { ...JSON_CONTENT, ...headers }, body };
  const answer = await fetch(url, request);
  const { data, errors } = (await answer.json()) as { data?: T; errors?: unknown };
  if (!answer.ok || errors !== undefined || data === undefined) {
    throw new Error(`${url} answered ${answer.status}: ${JSON.stringify(errors)}`);
  }
  return data;
}
