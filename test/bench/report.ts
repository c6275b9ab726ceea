import { type Measured } from './load.js';

/** What one case came to. */
export interface CaseResult {
  readonly title: string;
  readonly service: Measured;
  readonly bare: Measured;
  /** SQL statements that the service makes for one request. */
  readonly statements: number;
}

/** The peer's figures for its page of 50: Vendure 3.7 with the same records. */
const PEER = { name: 'Vendure 3.7', cpuMs: 155, statements: 208 };

/** How much less than the peer the service shall take. */
const AIM = 20;

/** The figures of one server in one case. */
interface Figures {
  readonly rate: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly serverCpu: number;
  readonly databaseCpu: number;
  readonly cpu: number;
}

function percentile(sorted: readonly number[], part: number): number {
  return sorted[Math.min(Math.floor(sorted.length * part), sorted.length - 1)] ?? NaN;
}

function figuresOf({ latencies, seconds, serverCpuMs, databaseCpuMs }: Measured): Figures {
  const sorted = latencies.toSorted((a, b) => a - b);
  const count = sorted.length;
  return {
    rate: count / seconds,
    p50: percentile(sorted, 0.5),
    p95: percentile(sorted, 0.95),
    p99: percentile(sorted, 0.99),
    serverCpu: serverCpuMs / count,
    databaseCpu: databaseCpuMs / count,
    cpu: (serverCpuMs + databaseCpuMs) / count,
  };
}

/** A number with so many digits, or n/a where the system does not tell it. */
export function show(value: number, digits: number, unit = ''): string {
  return Number.isFinite(value) ? value.toFixed(digits) + unit : 'n/a';
}

const HEAD = ['', '', 'req/s', 'p50 ms', 'p95 ms', 'p99 ms', 'CPU ms', 'server', 'database', 'SQL', 'errors'];

function rowOf(title: string, server: string, figures: Figures, sql: string, errors: number): string[] {
  const { rate, p50, p95, p99, cpu, serverCpu, databaseCpu } = figures;
  const times = [p50, p95, p99, cpu, serverCpu, databaseCpu].map((value) => show(value, 2));
  return [title, server, show(rate, 0), ...times, sql, String(errors)];
}

function rowsOf({ title, service, bare, statements }: CaseResult): string[][] {
  const ours = figuresOf(service);
  const theirs = figuresOf(bare);
  const ratios = (['rate', 'p50', 'p95', 'p99', 'cpu', 'serverCpu', 'databaseCpu'] as const).map((name) =>
    show(ours[name] / theirs[name], 2, 'x'),
  );
  return [
    rowOf(title, 'service', ours, String(statements), service.errors),
    rowOf('', 'bare', theirs, '1', bare.errors),
    ['', 'ratio', ...ratios, '', ''],
  ];
}

/** The table of all cases: CPU is for one request, of the server's process, the database's, and both together. */
export function table(results: readonly CaseResult[]): string {
  const rows = [HEAD, ...results.flatMap(rowsOf)];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return column < 2 ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  '),
  );
  return lines.map((line, index) => (index % 3 === 1 && index > 1 ? `\n${line}` : line)).join('\n');
}

/** How the cost of one case compares with another's. */
export function comparison(what: string, of: CaseResult, to: CaseResult): string {
  const [a, b] = [figuresOf(of.service), figuresOf(to.service)];
  const ratio = (name: keyof Figures): string => show(a[name] / b[name], 2, 'x');
  return `${what}: ${ratio('rate')} req/s, ${ratio('p50')} p50, ${ratio('cpu')} CPU`;
}

/** How the service's page of 50 stands to the peer's. */
export function peerComparison({ service, statements }: CaseResult): string {
  const { cpu } = figuresOf(service);
  const aim = PEER.cpuMs / AIM;
  const verdict = Number.isFinite(cpu) ? (cpu <= aim ? 'met' : 'missed') : 'n/a';
  return (
    `${PEER.name} with the same records takes ${PEER.cpuMs} CPU ms and ${PEER.statements} statements for its page ` +
    `of 50; this service takes ${show(cpu, 2)} and ${statements}: 1/${show(PEER.cpuMs / cpu, 0)} of its CPU ` +
    `(aim: 1/${AIM}, ${aim} ms: ${verdict})`
  );
}
