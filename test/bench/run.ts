import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchExports } from './exports.js';
import { benchImport } from './import.js';
import { benchLists } from './lists.js';
import { stopAll } from './processes.js';
import { benchSearch } from './search.js';

/** The size that the catalogue shall stay quick up to. */
const RECORDS = 120_000;

/** The rows of the largest file that is imported with little memory. */
const ROWS = 500_000;

/** The records of the largest catalogue that is exported with little memory. */
const LARGEST = 1_000_000;

const USAGE =
  'Usage: npm run bench -- [lists] [search] [import] [exports] [--records NUMBER] [--rows NUMBER] [--largest NUMBER]';

/** How large what is measured is: records of the large catalogue, rows of the imported file, records of the largest export. */
interface Sizes {
  readonly records: number;
  readonly rows: number;
  readonly largest: number;
}

/** The parts of the benchmark, in their order. */
const PARTS: Readonly<Record<string, (folder: string, sizes: Sizes) => Promise<void>>> = {
  lists: benchLists,
  search: (folder, { records }) => benchSearch(folder, records),
  import: benchImport,
  exports: benchExports,
};

/** What the command line asks for; null when it is not understood. */
function asked(): { parts: string[]; sizes: Sizes } | null {
  try {
    const options = {
      records: { type: 'string', default: String(RECORDS) },
      rows: { type: 'string', default: String(ROWS) },
      largest: { type: 'string', default: String(LARGEST) },
    } as const;
    const { positionals, values } = parseArgs({ allowPositionals: true, options });
    const sizes = {
      records: Number(values.records),
      rows: Number(values.rows),
      largest: Number(values.largest),
    };
    if (!positionals.every((part) => Object.hasOwn(PARTS, part))) return null;
    if (!Object.values(sizes).every((size) => Number.isInteger(size) && size > 0)) return null;
    return { parts: positionals.length > 0 ? positionals : Object.keys(PARTS), sizes };
  } catch {
    return null;
  }
}

/** Leaves nothing behind: no process, no file. */
async function cleanUp(folder: string): Promise<void> {
  await stopAll();
  await rm(folder, { recursive: true, force: true });
}

async function run(parts: readonly string[], sizes: Sizes): Promise<void> {
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
  const startedAt = performance.now();
  console.log(`${availableParallelism()} processors (${cpus()[0]?.model}), Node ${process.version}`);
  try {
    for (const part of parts) await PARTS[part]?.(folder, sizes);
    console.log(`\nThe whole run took ${Math.round((performance.now() - startedAt) / 1000)} s.`);
  } catch (error) {
    if (!interruption.signal.aborted) throw error;
  } finally {
    await cleanUp(folder);
  }
}

const order = asked();
if (order) {
  await run(order.parts, order.sizes);
} else {
  console.error(USAGE);
  process.exitCode = 1;
}
