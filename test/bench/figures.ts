import { type Measured } from './load.js';

/** The figures of one server in one case: times in ms, CPU in ms for one request. */
export interface Figures {
  readonly rate: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly serverCpu: number;
  readonly databaseCpu: number;
  readonly engineCpu: number;
  /** Of all processes together. */
  readonly cpu: number;
}

function percentile(sorted: readonly number[], part: number): number {
  return sorted[Math.min(Math.floor(sorted.length * part), sorted.length - 1)] ?? NaN;
}

/** Works the figures out of what was measured. */
export function figuresOf(measured: Measured): Figures {
  const { latencies, seconds, serverCpuMs, databaseCpuMs, engineCpuMs } = measured;
  const sorted = latencies.toSorted((a, b) => a - b);
  const count = sorted.length;
  return {
    rate: count / seconds,
    p50: percentile(sorted, 0.5),
    p95: percentile(sorted, 0.95),
    p99: percentile(sorted, 0.99),
    serverCpu: serverCpuMs / count,
    databaseCpu: databaseCpuMs / count,
    engineCpu: engineCpuMs / count,
    cpu: (serverCpuMs + databaseCpuMs + engineCpuMs) / count,
  };
}

/** A number with so many digits, or n/a where the system does not tell it. */
export function show(value: number, digits: number, unit = ''): string {
  return Number.isFinite(value) ? value.toFixed(digits) + unit : 'n/a';
}

/** Whether an aim was met; n/a where the system does not tell. */
export function verdict(value: number, atMost: number): string {
  if (!Number.isFinite(value)) return 'n/a';
  return value <= atMost ? 'met' : 'missed';
}

/**
 * Rows under a head, in columns; the first two hold text.
 *
 * @param groups rows that belong together; an empty line stands between two, unless all have one row
 */
export function table(head: readonly string[], groups: readonly (readonly (readonly string[])[])[]): string {
  const rows = [head, ...groups.flat()];
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return column < 2 ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  ')
      .trimEnd();
  const space = groups.some((group) => group.length > 1) ? '\n\n' : '\n';
  return `${line(head)}\n${groups.map((group) => group.map(line).join('\n')).join(space)}`;
}
