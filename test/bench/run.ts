import { deepStrictEqual } from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { benchCases, NESTED_SIZE, type BenchCase, type Place } from './cases.js';
import { attachDatabase, beforeFullestPage, fullRecord, type BenchDatabase } from './database.js';
import { WALK } from './documents.js';
import { CONNECTIONS, load, nothingMeasured, requestOf, type Measured, type Target } from './load.js';
import { memoryOf } from './proc.js';
import { startBareServer, startService, stop, stopAll, type RunningServer } from './processes.js';
import { comparison, peerComparison, show, table, type CaseResult } from './report.js';

/** Every case is measured so often, for so long each time, service and bare handler in turn. */
const ROUNDS = 3;
const ROUND_SECONDS = 2.5;

/** Code is compiled, and statements are planned, in this time. */
const WARM_UP_SECONDS = 2;

/** One case, asked from both servers. */
interface Contest {
  readonly case: BenchCase;
  readonly service: Target;
  readonly bare: Target;
  readonly measured: Record<'service' | 'bare', Measured>;
}

/** Asks a target once, and gives the answer's data. */
async function ask<T>(target: Pick<Target, 'url' | 'body'>): Promise<T> {
  const answer = await fetch(target.url, requestOf(target) as RequestInit);
  const { data, errors } = (await answer.json()) as { data?: T; errors?: unknown };
  if (!answer.ok || errors !== undefined || data === undefined) {
    throw new Error(`${target.url} answered ${answer.status}: ${JSON.stringify(errors)}`);
  }
  return data;
}

/** Walks through the whole list. */
async function walk(url: string): Promise<Place[]> {
  interface Page {
    achievements: {
      edges: { cursor: string; node: { code: string } }[];
      pageInfo: { hasNextPage: boolean; endCursor: string | null };
    };
  }
  const places: Place[] = [];
  let after: string | null = null;
  for (let more = true; more;) {
    const { achievements }: Page = await ask({
      url,
      body: JSON.stringify({ query: WALK, variables: { after } }),
    });
    places.push(...achievements.edges.map(({ cursor, node: { code } }) => ({ code, cursor })));
    more = achievements.pageInfo.hasNextPage;
    after = achievements.pageInfo.endCursor;
  }
  return places;
}

/** Both servers give the same answer to every case; else there is nothing to compare. */
async function checkAnswers(contests: readonly Contest[]): Promise<void> {
  for (const { case: of, service, bare } of contests) {
    deepStrictEqual(await ask(service), await ask(bare), `The two answers to “${of.title}” differ.`);
  }
}

async function measure(contests: readonly Contest[], databasePid: number): Promise<void> {
  for (const { service, bare } of contests) {
    for (const target of [service, bare]) await load(target, databasePid, WARM_UP_SECONDS, nothingMeasured());
  }
  for (let round = 1; round <= ROUNDS; round += 1) {
    console.log(`Round ${round} of ${ROUNDS} …`);
    for (const contest of contests) {
      const order = round % 2 ? (['service', 'bare'] as const) : (['bare', 'service'] as const);
      for (const side of order) await load(contest[side], databasePid, ROUND_SECONDS, contest.measured[side]);
    }
  }
}

/** The figures of each case; statements are counted last, because the log that tells them takes time. */
async function resultsOf(
  contests: readonly Contest[],
  database: BenchDatabase,
): Promise<Map<string, CaseResult>> {
  const results = new Map<string, CaseResult>();
  for (const { case: of, service, measured } of contests) {
    const statements = await database.countStatements(() => ask(service));
    results.set(of.name, { title: of.title, statements, ...measured });
  }
  return results;
}

/** Two starts, one on a new data folder and one on what that left, then all cases on the second. */
async function bench(folder: string): Promise<void> {
  const dataDirectory = join(folder, 'data');
  console.log('Starting the service on a new data folder, and then once more …');
  const first = await startService(dataDirectory);
  await stop(first.pid);
  const service = await startService(dataDirectory);
  const database = await attachDatabase(dataDirectory);
  const endpoint = `${service.url}/graphql`;
  const cases = benchCases(
    await walk(endpoint),
    await fullRecord(database.client),
    await beforeFullestPage(database.client, NESTED_SIZE),
  );
  const statements = Object.fromEntries(cases.map((of) => [of.name, of.bare]));
  const bare = await startBareServer(database.url, statements);
  const contests = cases.map((of): Contest => {
    const body = JSON.stringify({ query: of.query, variables: of.variables });
    return {
      case: of,
      service: { url: endpoint, pid: service.pid, body },
      bare: { url: `${bare.url}/${of.name}`, pid: bare.pid },
      measured: { service: nothingMeasured(), bare: nothingMeasured() },
    };
  });

  await checkAnswers(contests);
  await measure(contests, database.pid);
  const memory = [service, bare].map(({ pid }) => show(memoryOf(pid), 0, ' MB'));
  await checkAnswers(contests);
  const results = await resultsOf(contests, database);
  await database.client.end();

  const result = (name: string): CaseResult => results.get(name) as CaseResult;
  const seconds = ({ startMs }: RunningServer): string => show(startMs / 1000, 1, ' s');
  console.log(`
${availableParallelism()} processors (${cpus()[0]?.model}), Node ${process.version}
${CONNECTIONS} connections, ${ROUNDS} rounds of ${ROUND_SECONDS} s for each case and server, in turn.
CPU ms are for one request: the server's process and the database's, both together under “CPU ms”.

${table([...results.values()])}

${comparison('Last page by cursor to page 1', result('flat-end'), result('flat'))}
${peerComparison(result('nested'))}
Start until ready: ${seconds(first)} on a new data folder, ${seconds(service)} on the next start
Memory after the load: service ${memory[0]}, bare handler ${memory[1]}`);
}

/** Leaves nothing behind: no process, no file. */
async function cleanUp(folder: string): Promise<void> {
  await stopAll();
  await rm(folder, { recursive: true, force: true });
}

const folder = await mkdtemp(join(tmpdir(), 'catalogue-bench-'));
const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    // npm passes a terminal's Ctrl-C on, so one key press can arrive twice.
    if (interruption.signal.aborted) return;
    interruption.abort();
    void cleanUp(folder).finally(() => process.exit(1));
  });
}
try {
  await bench(folder);
} catch (error) {
  if (!interruption.signal.aborted) throw error;
} finally {
  await cleanUp(folder);
}
