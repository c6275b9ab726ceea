import autocannon from 'autocannon';
import { cpuOf, cpuOfFamily } from './proc.js';

/** Requests under way at any moment. */
export const CONNECTIONS = 10;

/** How a client asks one server for one case. */
export interface Target {
  readonly url: string;
  /** The server's process. */
  readonly pid: number;
  /** A GraphQL request to send by POST; left out, the address is asked by GET. */
  readonly body?: string;
}

/** What was measured of one target; rounds of one target are added up. */
export interface Measured {
  seconds: number;
  /** Time to each answer, in ms. */
  readonly latencies: number[];
  /** Answers that did not come, were no success, or hold errors. */
  errors: number;
  serverCpuMs: number;
  databaseCpuMs: number;
}

/** Nothing measured yet. */
export function nothingMeasured(): Measured {
  return { seconds: 0, latencies: [], errors: 0, serverCpuMs: 0, databaseCpuMs: 0 };
}

/** The request of a target. */
export function requestOf({
  body,
}: Pick<Target, 'body'>): Pick<autocannon.Options, 'method' | 'headers' | 'body'> {
  if (body === undefined) return { method: 'GET' };
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body };
}

/** Asks a target for so many seconds and adds what was measured to `sum`. */
export async function load(
  target: Target,
  databasePid: number,
  seconds: number,
  sum: Measured,
): Promise<void> {
  const serverBefore = cpuOf(target.pid);
  const databaseBefore = cpuOfFamily(databasePid);
  const options: autocannon.Options = {
    url: target.url,
    connections: CONNECTIONS,
    duration: seconds,
    // GraphQL puts errors before data.
    verifyBody: (body) => typeof body === 'string' && body.startsWith('{"data":'),
    ...requestOf(target),
  };
  const { duration, errors, non2xx, mismatches } = await new Promise<autocannon.Result>((resolve, reject) => {
    const run = autocannon(options, (error: Error | null, result) =>
      error ? reject(error) : resolve(result),
    );
    run.on('response', (_client, _status, _bytes, ms) => sum.latencies.push(ms));
  });
  sum.seconds += duration;
  sum.errors += errors + non2xx + mismatches;
  sum.serverCpuMs += cpuOf(target.pid) - serverBefore;
  sum.databaseCpuMs += cpuOfFamily(databasePid) - databaseBefore;
}
