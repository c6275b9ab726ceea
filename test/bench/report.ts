import { figuresOf, show, table, verdict, type Figures } from './figures.js';
import { type Measured } from './load.js';

/** What one case of the lists came to. */
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
export function listTable(results: readonly CaseResult[]): string {
  return table(HEAD, results.map(rowsOf));
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
  return (
    `${PEER.name} with the same records takes ${PEER.cpuMs} CPU ms and ${PEER.statements} statements for its page ` +
    `of 50; this service takes ${show(cpu, 2)} and ${statements}: 1/${show(PEER.cpuMs / cpu, 0)} of its CPU ` +
    `(aim: 1/${AIM}, ${aim} ms: ${verdict(cpu, aim)})`
  );
}
