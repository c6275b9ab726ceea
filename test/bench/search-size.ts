import { isDeepStrictEqual } from 'node:util';
import { attachDatabase, type BenchDatabase } from './database.js';
import { ask, type Target } from './load.js';
import {
  startPassingServer,
  startService,
  stop,
  type RunningServer,
  type ServiceSettings,
} from './processes.js';
import { startRecordingProxy } from './recording-proxy.js';
import { compete, contestant, warmUp } from './rounds.js';
import { SEARCH_CASES, type SearchCase } from './search-cases.js';
import { type Answerer, type SearchResult, type ServerResult, type SizeResult } from './search-report.js';
import { listTargetOf, rawTargetOf, targetOf, untilIndexed, type SearchPage } from './search-targets.js';

/** Requests under way at any moment, for rate and CPU. */
export const CONNECTIONS = 10;

/**
 * Before anything is measured, every case is asked in so many rounds: it takes some thousands of requests until the
 * code of a service is compiled for good, and until then each costs up to twice what it costs from then on.
 */
const WARM_UP = { connections: CONNECTIONS, seconds: 1 };
const WARM_UP_ROUNDS = 3;

/** One request at a time: on few cores, times of many together are mostly those of waiting for each other. */
const ALONE = { connections: 1, seconds: 1 };
const ALONE_ROUNDS = 3;
const LOADED = { connections: CONNECTIONS, seconds: 1.5 };

/** Statements of so many requests are counted: the work that the service does from time to time hardly shows then. */
const COUNTED = 20;

/** Whose statements are counted. */
const COUNTED_ANSWERERS = [
  'PostgreSQL',
  'PostgreSQL, kept',
  'Meilisearch',
  'Meilisearch, kept',
] as const satisfies readonly Answerer[];

/** A Meilisearch server, and the settings by which the service finds it. */
export interface SearchEngineServer {
  readonly server: RunningServer;
  readonly settings: ServiceSettings;
}

/** Who is asked in each case; without a Meilisearch server, PostgreSQL alone. */
type Targets = Partial<Record<Answerer, Target>>;

/** The setting of a service that keeps no answer: each request is one that is asked for the first time. */
const KEEPING_NONE: ServiceSettings = { SEARCH_MEMORY_MB: '0' };

/** The same requests to another server. */
function sentTo(target: Target, { url, pid }: RunningServer): Target {
  return { ...target, url: `${url}${new URL(target.url).pathname}`, pid };
}

/** Servers that are measured, and for each case what they are asked. */
interface Prepared {
  readonly servers: readonly RunningServer[];
  readonly targets: ReadonlyMap<SearchCase, Targets>;
}

/** Starts the service on PostgreSQL once more, so that both are there: one that keeps answers, and one that does not. */
async function preparePostgres(keeping: RunningServer, databaseUrl: string): Promise<Prepared> {
  const service = await startService({ ...KEEPING_NONE, DATABASE_URL: databaseUrl });
  const targets = new Map<SearchCase, Targets>();
  for (const of of SEARCH_CASES) {
    const target = await targetOf(of, keeping);
    targets.set(of, {
      'list of 20': listTargetOf(keeping),
      PostgreSQL: sentTo(target, service),
      'PostgreSQL, kept': target,
    });
  }
  return { servers: [service], targets };
}

/**
 * Starts the service on Meilisearch, and gives for each case its target and that of the raw multi-search. These are
 * what a service sends through a proxy; those that are measured go without.
 */
async function prepareMeilisearch(
  { server, settings }: SearchEngineServer,
  databaseUrl: string,
): Promise<Prepared> {
  const own = { ...settings, DATABASE_URL: databaseUrl };
  const proxy = await startRecordingProxy(server.url);
  const through = await startService({ ...own, ...KEEPING_NONE, MEILI_URL: proxy.url });
  await untilIndexed(through);
  const recorded = new Map<SearchCase, { target: Target; raw: Target }>();
  for (const of of SEARCH_CASES) {
    const target = await targetOf(of, through);
    recorded.set(of, { target, raw: await rawTargetOf(target, proxy, server) });
  }
  await stop(through.pid);
  await proxy.close();

  const service = await startService({ ...own, ...KEEPING_NONE });
  const keeping = await startService(own);
  for (const each of [service, keeping]) await untilIndexed(each);
  const passing = await startPassingServer(server.url);
  const targets = new Map<SearchCase, Targets>();
  for (const [of, { target, raw }] of recorded) {
    const engine = { enginePid: server.pid };
    targets.set(of, {
      Meilisearch: { ...sentTo(target, service), ...engine },
      'Meilisearch, kept': { ...sentTo(target, keeping), ...engine },
      'raw multi-search': raw,
      'raw, passed on': { ...sentTo(raw, passing), ...engine },
    });
  }
  return { servers: [service, keeping, passing], targets };
}

/**
 * Looks at every answer of a case once, and says where the engines find different records: they may for typos.
 *
 * @returns records found by all requests together
 * @throws Error when a request finds nothing, or Meilisearch is not what answers
 */
async function compareAnswers(of: SearchCase, targets: Targets): Promise<number> {
  const { PostgreSQL: postgres, Meilisearch: meilisearch } = targets;
  let found = 0;
  for (const [index, request] of of.requests.entries()) {
    const asked = JSON.stringify(request);
    const one = postgres && (await ask<SearchPage>(postgres, index));
    const other = meilisearch && (await ask<SearchPage>(meilisearch, index));
    if (one?.search.edges.length === 0) throw new Error(`Nothing is found for ${asked}.`);
    if (other?.search.engine.degraded) throw new Error(`Meilisearch does not answer ${asked}.`);
    found += one?.search.totalCount ?? 0;
    if (one && other && !findSame(one, other)) {
      const totals = `${one.search.totalCount} on PostgreSQL, ${other.search.totalCount} on Meilisearch`;
      console.log(`The engines differ for ${asked}: ${totals}.`);
    }
  }
  return found;
}

function findSame({ search: one }: SearchPage, { search: other }: SearchPage): boolean {
  return one.totalCount === other.totalCount && isDeepStrictEqual(one.facets, other.facets);
}

async function statementsOf(target: Target, database: BenchDatabase): Promise<number> {
  const count = target.bodies?.length ?? 1;
  const askAll = async (): Promise<void> => {
    for (let index = 0; index < COUNTED; index += 1) await ask(target, index % count);
  };
  return (await database.countStatements(askAll)) / COUNTED;
}

/** Asks the targets of one case in turn: first one request at a time, then many. */
async function measureCase(
  of: SearchCase,
  targets: Targets,
  databasePid: number,
): Promise<Omit<SearchResult, 'found'>> {
  const servers = (Object.entries(targets) as [Answerer, Target][]).map(([answerer, target]) => ({
    answerer,
    alone: contestant(target),
    loaded: contestant(target),
  }));
  await compete([servers.map(({ alone }) => alone)], databasePid, ALONE, ALONE_ROUNDS);
  await compete([servers.map(({ loaded }) => loaded)], databasePid, LOADED, 1);
  const results = servers.map(({ answerer, alone, loaded }): [Answerer, ServerResult] => [
    answerer,
    { alone: alone.measured, loaded: loaded.measured, statements: null },
  ]);
  return { of, servers: Object.fromEntries(results) };
}

/** Measures every case with the records that the catalogue holds now. */
export async function measureSize(
  postgres: RunningServer,
  dataDirectory: string,
  engine: SearchEngineServer | null,
): Promise<SizeResult> {
  const database = await attachDatabase(dataDirectory);
  const { rows } = await database.client.query<{ records: number }>(
    'SELECT count(*)::int AS records FROM achievement',
  );
  const records = rows[0]?.records ?? 0;
  const own = await preparePostgres(postgres, database.url);
  const meilisearch = engine ? await prepareMeilisearch(engine, database.url) : null;
  const prepared: { of: SearchCase; targets: Targets; found: number }[] = [];
  for (const of of SEARCH_CASES) {
    const targets = { ...own.targets.get(of), ...meilisearch?.targets.get(of) };
    prepared.push({ of, targets, found: (await compareAnswers(of, targets)) / of.requests.length });
  }
  console.log(`Warming up with ${records} records …`);
  for (let round = 0; round < WARM_UP_ROUNDS; round += 1) {
    for (const { targets } of prepared) await warmUp(Object.values(targets), database.pid, WARM_UP);
  }
  const results: SearchResult[] = [];
  for (const { of, targets, found } of prepared) {
    console.log(`Measuring ${records} records: ${of.title} …`);
    results.push({ ...(await measureCase(of, targets, database.pid)), found });
  }
  // Last, because the log that tells them takes time.
  for (const [index, { targets }] of prepared.entries()) {
    for (const answerer of COUNTED_ANSWERERS) {
      const server = results[index]?.servers[answerer];
      const target = targets[answerer];
      if (server && target) server.statements = await statementsOf(target, database);
    }
  }
  for (const { pid } of [...own.servers, ...(meilisearch?.servers ?? [])]) await stop(pid);
  await database.client.end();
  return { records, results };
}
