import { deepStrictEqual } from 'node:assert/strict';
import { join } from 'node:path';
import { benchCases, NESTED_SIZE, type BenchCase, type Place } from './cases.js';
import { attachDatabase, beforeFullestPage, fullRecord, type BenchDatabase } from './database.js';
import { WALK } from './documents.js';
import { show } from './figures.js';
import { ask, isGraphqlSuccess } from './load.js';
import { memoryOf } from './proc.js';
import { startBareServer, startService, stop, type RunningServer } from './processes.js';
import { comparison, listTable, peerComparison, type CaseResult } from './report.js';
import { compete, contestant, warmUp, type Contestant } from './rounds.js';

/** Every case is measured so often, for so long each time, service and bare handler in turn. */
const ROUNDS = 3;
const ROUND_SECONDS = 2.5;

/** Code is compiled, and statements are planned, in this time. */
const WARM_UP_SECONDS = 2;

/** Requests under way at any moment. */
const CONNECTIONS = 10;

/** One case, asked from both servers. */
interface Contest {
  readonly case: BenchCase;
  readonly service: Contestant;
  readonly bare: Contestant;
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
      bodies: [JSON.stringify({ query: WALK, variables: { after } })],
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
    deepStrictEqual(
      await ask(service.target),
      await ask(bare.target),
      `The two answers to “${of.title}” differ.`,
    );
  }
}

/** The figures of each case; statements are counted last, because the log that tells them takes time. */
async function resultsOf(
  contests: readonly Contest[],
  database: BenchDatabase,
): Promise<Map<string, CaseResult>> {
  const results = new Map<string, CaseResult>();
  for (const { case: of, service, bare } of contests) {
    const statements = await database.countStatements(() => ask(service.target));
    results.set(of.name, {
      title: of.title,
      statements,
      service: service.measured,
      bare: bare.measured,
    });
  }
  return results;
}

/**
 * Measures the lists: two starts, one on a new data folder and one on what that left, then all cases on the second.
 *
 * @param folder for everything that is written
 */
export async function benchLists(folder: string): Promise<void> {
  const dataDirectory = join(folder, 'lists');
  console.log('Starting the service on a new data folder, and then once more …');
  const first = await startService({ DATA_DIR: dataDirectory });
  await stop(first.pid);
  const service = await startService({ DATA_DIR: dataDirectory });
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
      service: contestant({ url: endpoint, pid: service.pid, bodies: [body], accepts: isGraphqlSuccess }),
      bare: contestant({ url: `${bare.url}/${of.name}`, pid: bare.pid, accepts: isGraphqlSuccess }),
    };
  });

  await checkAnswers(contests);
  const pairs = contests.map(({ service: ours, bare: theirs }) => [ours, theirs]);
  const targets = pairs.flat().map(({ target }) => target);
  await warmUp(targets, database.pid, { connections: CONNECTIONS, seconds: WARM_UP_SECONDS });
  console.log('Measuring …');
  await compete(pairs, database.pid, { connections: CONNECTIONS, seconds: ROUND_SECONDS }, ROUNDS);
  const memory = [service, bare].map(({ pid }) => show(memoryOf(pid), 0, ' MB'));
  await checkAnswers(contests);
  const results = await resultsOf(contests, database);
  await database.client.end();
  for (const { pid } of [bare, service]) await stop(pid);

  const result = (name: string): CaseResult => results.get(name) as CaseResult;
  const seconds = ({ startMs }: RunningServer): string => show(startMs / 1000, 1, ' s');
  console.log(`
LISTS
${CONNECTIONS} connections, ${ROUNDS} rounds of ${ROUND_SECONDS} s for each case and server, in turn.
CPU ms are for one request: the server's process and the database's, both together under “CPU ms”.

${listTable([...results.values()])}

${comparison('Last page by cursor to page 1', result('flat-end'), result('flat'))}
${peerComparison(result('nested'))}
Start until ready: ${seconds(first)} on a new data folder, ${seconds(service)} on the next start
Memory after the load: service ${memory[0]}, bare handler ${memory[1]}`);
}
