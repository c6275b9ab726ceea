import { request, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { DATASETS } from '../../src/exports/datasets/datasets.js';
import { FORMAT_NAMES, type FormatName } from '../../src/exports/formats/format-writer.js';
import { attachDatabase, type BenchDatabase } from './database.js';
import { show, table, verdict } from './figures.js';
import { peakOf } from './memory.js';
import { startService, stop } from './processes.js';
import { repeatRecords } from './repeated-records.js';

/** The size beside which the memory for the largest one is told. */
const SMALL = 10_000;

/** How much more memory than a small export the largest one may take, in MB. */
const MEMORY_AIM = 64;

/** The most time, as a multiple of COPY's, that these formats may take. */
const TIME_AIM = 2;
const AIMED: readonly FormatName[] = ['csv', 'jsonl'];

const BYTES_OF_MB = 1_000_000;

const { fields, from } = DATASETS.achievements;

/** PostgreSQL's own way to write the same columns of the same rows in the same order. */
const COPY = `COPY (SELECT ${fields.map(({ name, source }) => `${source} AS "${name}"`).join(', ')}
  FROM ${from} ORDER BY t.code) TO STDOUT (FORMAT csv, HEADER)`;

/** What one format took at one size. */
interface Exported {
  readonly name: FormatName;
  readonly seconds: number;
  readonly bytes: number;
  /** The most memory that the service held, in MB. */
  readonly peak: number;
}

/** Takes a file as quickly as it comes, and counts its bytes. */
async function take(url: string): Promise<number> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    request(url, resolve).on('error', reject).end();
  });
  if (answer.statusCode !== 200) throw new Error(`${url} answered ${answer.statusCode}.`);
  let bytes = 0;
  for await (const piece of answer as AsyncIterable<Buffer>) bytes += piece.length;
  return bytes;
}

async function secondsOf<T>(work: () => Promise<T>): Promise<{ result: T; seconds: number }> {
  const startedAt = performance.now();
  const result = await work();
  return { result, seconds: (performance.now() - startedAt) / 1_000 };
}

/** Exports in one format, by a process that has done nothing else before: what it holds is for this. */
async function exportOnce(database: BenchDatabase, name: FormatName): Promise<Exported> {
  const { pid, url } = await startService({ DATABASE_URL: database.url });
  const { result, peak } = await peakOf(
    pid,
    secondsOf(() => take(`${url}/v1/achievements.${name}`)),
  );
  await stop(pid);
  return { name, peak, seconds: result.seconds, bytes: result.result };
}

/** Every format once, and COPY before and after them. */
async function measure(database: BenchDatabase): Promise<{ copySeconds: number; formats: Exported[] }> {
  const copy = (): Promise<{ seconds: number }> => secondsOf(() => database.client.query(COPY));
  const before = await copy();
  const formats: Exported[] = [];
  for (const name of FORMAT_NAMES) formats.push(await exportOnce(database, name));
  const after = await copy();
  return { formats, copySeconds: (before.seconds + after.seconds) / 2 };
}

/**
 * Measures exports of all achievements by HTTP in every format, beside PostgreSQL's COPY of the same columns, and the
 * memory of the service for them.
 *
 * @param folder for everything that is written
 * @param sizes `records` of the usual large catalogue, and the `largest` one
 */
export async function benchExports(
  folder: string,
  { records, largest }: { readonly records: number; readonly largest: number },
): Promise<void> {
  const dataDirectory = join(folder, 'exports');
  const service = await startService({ DATA_DIR: dataDirectory });
  const database = await attachDatabase(dataDirectory);
  const small = new Map<FormatName, number>();
  for (const size of [...new Set([SMALL, records, largest])].sort((one, other) => one - other)) {
    console.log(`Making a catalogue of ${size} records …`);
    await repeatRecords(database.client, size);
    const { copySeconds, formats } = await measure(database);
    if (size === SMALL) for (const { name, peak } of formats) small.set(name, peak);
    const more = (of: Exported): number => of.peak - (small.get(of.name) ?? NaN);
    const line = (title: string, seconds: number, rest: readonly string[]): string[] => [
      title,
      show(seconds, 1, ' s'),
      show(size / seconds, 0),
      show(copySeconds / seconds, 2, 'x'),
      ...rest,
    ];
    console.log(`
EXPORTS
${size} achievements of ${fields.length} columns by HTTP, each format in a process of its own. Speed is as a part of COPY's.

${table(
  ['', 'time', 'rows/s', 'speed', 'file', 'peak', `above ${SMALL}`],
  [
    [
      line('COPY csv', copySeconds, ['', '', '']),
      ...formats.map((each) =>
        line(each.name, each.seconds, [
          show(each.bytes / BYTES_OF_MB, 0, ' MB'),
          show(each.peak, 0, ' MB'),
          show(more(each), 0, ' MB'),
        ]),
      ),
    ],
  ],
)}
`);
    const slowest = Math.max(
      ...formats.filter(({ name }) => AIMED.includes(name)).map(({ seconds }) => seconds / copySeconds),
    );
    console.log(
      `${AIMED.join(' and ')}: at most ${show(slowest, 2, 'x')} of COPY's time (aim: ${TIME_AIM}x: ${verdict(slowest, TIME_AIM)})`,
    );
    const most = Math.max(...formats.map(more));
    console.log(
      `Memory: at most ${show(most, 0, ' MB')} above ${SMALL} rows (aim: ${MEMORY_AIM} MB: ${verdict(most, MEMORY_AIM)})`,
    );
  }
  await database.client.end();
  await stop(service.pid);
}
