import { figuresOf, show, table, verdict } from './figures.js';
import { type Measured } from './load.js';
import { type SearchCase } from './search-cases.js';

/**
 * Who answers: the service on either engine, what it is asked for the first time or an answer that it has kept;
 * Meilisearch itself what the service asks it, directly or through a bare handler that only passes it on; or the
 * service a plain list, by which machines can be compared.
 */
export type Answerer =
  | 'list of 20'
  | 'PostgreSQL'
  | 'PostgreSQL, kept'
  | 'Meilisearch'
  | 'Meilisearch, kept'
  | 'raw multi-search'
  | 'raw, passed on';

/** What was measured of one answerer. */
export interface ServerResult {
  /** One request at a time. */
  readonly alone: Measured;
  /** Many at a time. */
  readonly loaded: Measured;
  /** SQL statements of the service for one request; null where they were not counted. */
  statements: number | null;
}

/** What one case came to, at one size of the catalogue. */
export interface SearchResult {
  readonly of: SearchCase;
  /** Records that one of the case's requests finds, on average. */
  readonly found: number;
  /** Only PostgreSQL where there is no Meilisearch. */
  readonly servers: Partial<Record<Answerer, ServerResult>>;
}

/** All cases at one size. */
export interface SizeResult {
  readonly records: number;
  readonly results: readonly SearchResult[];
}

/** How long it took to make one size searchable, in ms. */
export interface IndexingResult {
  readonly records: number;
  readonly projectedMs: number;
  readonly indexedMs: number | null;
}

const HEAD = [
  'records found', '', 'p50 ms', 'p95 ms', 'p99 ms', 'p50/raw',
  'req/s', 'p95 ms', 'CPU ms', 'server', 'database', 'engine', 'SQL', 'errors',
]; // prettier-ignore

function rowOf(
  title: string,
  answerer: Answerer,
  { alone, loaded, statements }: ServerResult,
  toRaw: number,
): string[] {
  const { p50, p95, p99 } = figuresOf(alone);
  const { rate, p95: p95Loaded, cpu, serverCpu, databaseCpu, engineCpu } = figuresOf(loaded);
  const shown = (values: readonly number[]): string[] => values.map((value) => show(value, 2));
  return [
    title,
    answerer,
    ...shown([p50, p95, p99]),
    Number.isFinite(toRaw) ? show(toRaw, 2) : '',
    show(rate, 0),
    ...shown([p95Loaded, cpu, serverCpu, databaseCpu, engineCpu]),
    statements === null ? '' : show(statements, 1),
    String(alone.errors + loaded.errors),
  ];
}

function rowsOf({ of, found, servers }: SearchResult): string[][] {
  return (Object.entries(servers) as [Answerer, ServerResult][]).map(([answerer, result], index) => {
    const title = [of.title, `${Math.round(found)}`][index] ?? '';
    return rowOf(title, answerer, result, ratioToRaw(servers, answerer));
  });
}

/** The p50 of an answerer as a multiple of what Meilisearch itself takes. */
function ratioToRaw(servers: SearchResult['servers'], answerer: Answerer): number {
  return timeOf(servers[answerer], 'p50') / timeOf(servers['raw multi-search'], 'p50');
}

function timeOf(server: ServerResult | undefined, name: 'p50' | 'p95' | 'p99'): number {
  return server ? figuresOf(server.alone)[name] : NaN;
}

/**
 * The table of one size: first times of one request at a time, then the rate and the cost of many; CPU is for one
 * request, of all processes together and of the service, the database and Meilisearch alone.
 */
export function searchTable({ results }: SizeResult): string {
  return table(HEAD, results.map(rowsOf));
}

/** Something that was aimed at, in all cases or in some. */
interface Aim {
  readonly about: string;
  readonly size: SizeResult;
  /** Undefined where nothing was aimed at, and null where the value is told all the same. */
  readonly atMost: (of: SearchCase) => number | null | undefined;
  readonly value: (result: SearchResult) => number;
}

/** About a twentieth of what the peer took: Vendure 3.7 on PostgreSQL, 24.9 for a browse and 39 for a Chinese term. */
const CPU_MS: Partial<Record<SearchCase['name'], number>> = { browse: 1.3, term: 2 };

function cpuAim(answerer: Answerer, size: SizeResult): Aim {
  return {
    about: `CPU ms: ${answerer}`,
    size,
    atMost: ({ name }) => CPU_MS[name],
    value: ({ servers }) => (servers[answerer] ? figuresOf(servers[answerer].loaded).cpu : NaN),
  };
}

function p95Aim(size: SizeResult, atMost: number): Aim {
  const value = ({ servers }: SearchResult): number => timeOf(servers.PostgreSQL, 'p95');
  return { about: 'p95 ms: PostgreSQL', size, atMost: () => atMost, value };
}

function postgresAims(small: SizeResult, large: SizeResult | null): Aim[] {
  return [
    p95Aim(small, 25),
    ...(large ? [p95Aim(large, 250)] : []),
    cpuAim('PostgreSQL', small),
    cpuAim('PostgreSQL, kept', small),
  ];
}

function toRawAim(answerer: Answerer, size: SizeResult, atMost: number | null): Aim {
  const value = ({ servers }: SearchResult): number => ratioToRaw(servers, answerer);
  return { about: `p50 to raw: ${answerer}`, size, atMost: () => atMost, value };
}

function growthAim(answerer: Answerer, small: SizeResult, large: SizeResult): Aim {
  const p50 = ({ servers }: SearchResult): number => timeOf(servers[answerer], 'p50');
  const before = new Map(small.results.map((result) => [result.of, p50(result)]));
  const value = (result: SearchResult): number => p50(result) / (before.get(result.of) ?? NaN);
  return { about: `p50 to that of ${small.records}: ${answerer}`, size: large, atMost: () => 2, value };
}

function meilisearchAims(small: SizeResult, large: SizeResult | null): Aim[] {
  const answerers = ['Meilisearch', 'Meilisearch, kept'] as const;
  return [
    ...answerers.map((answerer) => toRawAim(answerer, small, 1.3)),
    toRawAim('raw, passed on', small, null),
    ...(large ? answerers.map((answerer) => growthAim(answerer, small, large)) : []),
    ...answerers.map((answerer) => cpuAim(answerer, small)),
  ];
}

/**
 * Every aim with its verdict for every case, of requests that are asked for the first time and of answers that were
 * kept; CPU is that of all processes together.
 */
export function aimTable(small: SizeResult, large: SizeResult | null): string {
  const hasMeilisearch = small.results.some(({ servers }) => servers.Meilisearch);
  const aims = [...postgresAims(small, large), ...(hasMeilisearch ? meilisearchAims(small, large) : [])];
  const rows = aims.map(({ about, size, atMost, value }) => [
    about,
    String(size.records),
    ...size.results.map((result) => {
      const most = atMost(result.of);
      const shown = show(value(result), 2);
      if (most == null) return most === null ? shown : '';
      return `${shown} ${verdict(value(result), most)} ${most}`;
    }),
  ]);
  return table(['aim', 'records', ...small.results.map(({ of }) => of.title)], [rows]);
}

/** How quickly records were made searchable. */
export function indexingLine({ records, projectedMs, indexedMs }: IndexingResult): string {
  const rate = (ms: number): string =>
    `${show(records / (ms / 1000), 0)} records/s (${show(ms / 1000, 1)} s)`;
  return (
    `Indexing ${records} records: PostgreSQL ${rate(projectedMs)}; ` +
    `Meilisearch ${indexedMs === null ? 'not run' : rate(indexedMs)}`
  );
}
