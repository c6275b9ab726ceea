import { figuresOf, show, table, verdict } from './figures.js';
import { type Measured } from './load.js';
import { type SearchCase } from './search-cases.js';

/** Who answers: the service on either engine, or Meilisearch itself what the service asks it. */
export type Answerer = 'PostgreSQL' | 'Meilisearch' | 'raw multi-search';

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
  'records found', '', 'p50 ms', 'p95 ms', 'p99 ms',
  'req/s', 'p95 ms', 'CPU ms', 'server', 'database', 'engine', 'SQL', 'errors',
]; // prettier-ignore

function rowOf(title: string, answerer: string, { alone, loaded, statements }: ServerResult): string[] {
  const { p50, p95, p99 } = figuresOf(alone);
  const { rate, p95: p95Loaded, cpu, serverCpu, databaseCpu, engineCpu } = figuresOf(loaded);
  const shown = (values: readonly number[]): string[] => values.map((value) => show(value, 2));
  return [
    title,
    answerer,
    ...shown([p50, p95, p99]),
    show(rate, 0),
    ...shown([p95Loaded, cpu, serverCpu, databaseCpu, engineCpu]),
    statements === null ? '' : show(statements, 1),
    String(alone.errors + loaded.errors),
  ];
}

function rowsOf({ of, found, servers }: SearchResult): string[][] {
  const rows = Object.entries(servers).map(([answerer, result], index) =>
    rowOf([of.title, `${Math.round(found)}`][index] ?? '', answerer, result),
  );
  const ratios = (['p50', 'p95', 'p99'] as const).map((name) => show(ratioToRaw(servers, name), 2, 'x'));
  return 'raw multi-search' in servers ? [...rows, ['', 'ratio', ...ratios]] : rows;
}

/** The time of the service on Meilisearch as a multiple of what Meilisearch itself takes. */
function ratioToRaw(servers: SearchResult['servers'], name: 'p50' | 'p95' | 'p99'): number {
  return timeOf(servers.Meilisearch, name) / timeOf(servers['raw multi-search'], name);
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

/** The most that something may be, in every case or in some, and what it was. */
interface Aim {
  readonly about: string;
  readonly unit: ' ms' | 'x';
  readonly atMost: (of: SearchCase) => number | undefined;
  readonly value: (result: SearchResult) => number;
  readonly size: SizeResult;
}

/** About a twentieth of what the peer took: Vendure 3.7 on PostgreSQL, 24.9 for a browse and 39 for a Chinese term. */
const CPU_MS: Partial<Record<SearchCase['name'], number>> = { browse: 1.3, term: 2 };

function aimsOf(small: SizeResult, large: SizeResult): Aim[] {
  const before = ({ of }: SearchResult): ServerResult | undefined =>
    small.results.find((result) => result.of.name === of.name)?.servers.Meilisearch;
  const cpuOn = (answerer: Answerer): Aim => ({
    about: `CPU of all processes, ${answerer}`,
    unit: ' ms',
    atMost: ({ name }) => CPU_MS[name],
    value: ({ servers }) => (servers[answerer] ? figuresOf(servers[answerer].loaded).cpu : NaN),
    size: small,
  });
  const p95Of = (size: SizeResult, atMost: number): Aim => ({
    about: 'p95, PostgreSQL',
    unit: ' ms',
    atMost: () => atMost,
    value: ({ servers }) => timeOf(servers.PostgreSQL, 'p95'),
    size,
  });
  const postgres = [p95Of(small, 25), p95Of(large, 250), cpuOn('PostgreSQL')];
  if (!small.results.some(({ servers }) => servers.Meilisearch)) return postgres;
  return [
    {
      about: 'p50, Meilisearch to raw multi-search',
      unit: 'x',
      atMost: () => 1.3,
      value: ({ servers }) => ratioToRaw(servers, 'p50'),
      size: small,
    },
    {
      about: `p50, Meilisearch to that of ${small.records}`,
      unit: 'x',
      atMost: () => 2,
      value: (result) => timeOf(result.servers.Meilisearch, 'p50') / timeOf(before(result), 'p50'),
      size: large,
    },
    ...postgres,
    cpuOn('Meilisearch'),
  ];
}

/** Every aim with its verdict for every case. */
export function aimTable(small: SizeResult, large: SizeResult): string {
  const rows = aimsOf(small, large).map(({ about, unit, atMost, value, size }) => [
    about,
    `${size.records}`,
    ...size.results.map((result) => {
      const most = atMost(result.of);
      if (most === undefined) return '';
      const measured = value(result);
      return `${show(measured, 2)} of ${most}${unit} ${verdict(measured, most)}`;
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
