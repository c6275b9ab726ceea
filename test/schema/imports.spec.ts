import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { PROJECT_ROOT } from '../../src/common/project.js';

// Room for a busy machine: a check reads every file of the project.
jest.setTimeout(30_000);

const CRUISER = join(PROJECT_ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
const CONFIG = join(PROJECT_ROOT, '.dependency-cruiser.mjs');

/** What the checker prints, as far as it is read here. */
interface Cruise {
  readonly summary: {
    readonly totalCruised: number;
    readonly violations: readonly {
      readonly from: string;
      readonly to: string;
      readonly rule: { readonly name: string };
    }[];
  };
}

/** Checks a folder's src, seed, migrations and web as `npm run lint` does. */
async function check(folder: string): Promise<Cruise['summary']> {
  const command = [CRUISER, '--config', CONFIG, '--output-type', 'json', 'src', 'seed', 'migrations', 'web'];
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, command, { cwd: folder, maxBuffer: 2 ** 26 });
  return (JSON.parse(stdout) as Cruise).summary;
}

/** Imports that are in order: the importing file, then what it imports; `type ` in front makes it a type import. */
const ALLOWED: readonly (readonly [string, ...string[]])[] = [
  ['src/config/a.ts', '../common/a.js'],
  ['src/monitoring/a.ts', '../common/a.js', 'prom-client'],
  ['src/database/a.ts', '../config/a.js', '../common/a.js', 'typeorm', 'node:path'],
  ['src/outbox/a.ts', '../database/a.js', '../monitoring/a.js'],
  ['src/access/a.ts', 'type ../database/a.js'],
  ['src/record/record.fields.ts', '../outbox/a.js', '../access/a.js'],
  ['src/catalog/a.ts', '../record/record.fields.js', './a.enums.js', './a.entity.js'],
  // One half of a cycle, which is reported once, at its other half.
  ['src/catalog/ring.ts', './ring.other.js'],
  ['src/catalog/a.spec.ts', './a.js', '../../test/support/a.js', '@jest/globals'],
  ['src/search/a.ts', '../catalog/a.js', './engines/fast/a.js'],
  ['src/search/engines/fast/a.ts', './query.js', '../../search.port.js', '../../../record/record.fields.js'],
  ['src/search/engines/fast/query.ts', '../../../common/a.js', '../../../database/a.js'],
  ['src/collections/a.ts', '../catalog/a.js'],
  ['src/collections/a.ts', '../search/a.js', '../catalog/a.js'],
  ['src/exports/a.ts', '../search/a.js', '../ingest/a.js', '../collections/a.js'],
  ['src/api/a.ts', '../exports/a.js', '../catalog/a.js'],
  ['src/health/a.ts', '../database/a.js', '../monitoring/a.js'],
  ['src/listen.ts', './config/a.js', './common/a.js'],
  ['migrations/a.ts', 'typeorm', './index.js'],
  ['web/src/a.ts', './b.js', '@jest/globals'],
  ['seed/a.ts', '../src/database/a.js', '../src/common/a.js', '../src/catalog/a.enums.js', './b.js'],
];

/** Imports that must be reported: the rule that reports it, the importing file, what it imports. */
const FORBIDDEN: readonly (readonly [string, string, string])[] = [
  ['common-imports', 'src/common/b.ts', '../config/leaf.js'],
  ['common-imports', 'src/common/b.ts', 'type ../app.data-source.js'],
  ['config-imports', 'src/config/b.ts', '../../seed/leaf.js'],
  ['monitoring-imports', 'src/monitoring/b.ts', '../database/leaf.js'],
  ['database-imports', 'src/database/b.ts', '../../migrations/leaf.js'],
  ['database-imports', 'src/database/b.ts', 'type ../catalog/leaf.entity.js'],
  ['outbox-imports', 'src/outbox/b.ts', '../access/leaf.js'],
  ['access-imports', 'src/access/b.ts', '../outbox/leaf.js'],
  ['record-imports', 'src/record/b.ts', '../catalog/leaf.entity.js'],
  ['catalog-imports', 'src/catalog/b.ts', '../search/leaf.js'],
  ['catalog-imports', 'src/catalog/b.ts', 'type ../collections/leaf.js'],
  ['search-imports', 'src/search/b.ts', '../ingest/leaf.js'],
  ['search-imports', 'src/search/b.ts', '../collections/leaf.js'],
  ['ingest-imports', 'src/ingest/b.ts', '../collections/leaf.js'],
  ['collections-imports', 'src/collections/b.ts', 'type ../exports/leaf.js'],
  ['exports-imports', 'src/exports/b.ts', '../api/leaf.js'],
  ['api-imports', 'src/api/b.ts', '../health/leaf.js'],
  ['health-imports', 'src/health/b.ts', '../catalog/leaf.entity.js'],
  ['health-imports', 'src/health/b.ts', '../api/leaf.js'],
  ['health-imports', 'src/health/b.ts', '../outbox/leaf.js'],
  ['edge-imports', 'src/startup-report.ts', './database/leaf.js'],
  ['engine-imports', 'src/search/engines/fast/b.ts', '../slow/leaf.js'],
  ['engine-imports', 'src/search/engines/fast/b.ts', '../../leaf.js'],
  ['engine-imports', 'src/search/engines/fast/b.ts', '../../../config/leaf.js'],
  ['engine-imports', 'src/search/engines/fast/b.ts', 'type ../../../catalog/leaf.entity.js'],
  ['migrations-import-typeorm-only', 'migrations/b.ts', '../src/common/leaf.js'],
  ['migrations-import-typeorm-only', 'migrations/b.ts', 'pg'],
  ['seed-imports', 'seed/b.ts', '../src/catalog/leaf.entity.js'],
  ['seed-imports', 'seed/b.ts', '../migrations/leaf.js'],
  ['web-imports', 'web/src/b.ts', '../../src/common/leaf.js'],
  ['outside-the-table', 'src/main.ts', './stray.js'],
  ['outside-the-table', 'src/main.ts', './strays/a.js'],
  ['no-tests-outside-specs', 'src/catalog/c.ts', '../../test/support/a.js'],
  ['no-cycle', 'src/catalog/ring.other.ts', 'type ./ring.js'],
  ['no-dev-dependency', 'src/catalog/c.ts', '@jest/globals'],
  ['no-dev-dependency', 'src/catalog/c.ts', 'type typescript'],
  ['no-undeclared-dependency', 'src/catalog/c.ts', 'pg-types'],
  ['no-unresolvable', 'src/catalog/c.ts', 'no-such-package'],
];

/** A file that imports, and that nothing imports. */
const LEFT_OVER = 'src/catalog/left-over.ts';

/** The name of the file, or of the package, that an import leads to. */
function target(from: string, module: string): string {
  const name = module.replace(/^type /, '');
  return name.startsWith('.') ? posix.join(dirname(from), name).replace(/\.js$/, '.ts') : name;
}

function violation(rule: string, from: string, to: string): string {
  // Of a package, only the name counts.
  const name = to.replace(/^.*node_modules\/((?:@[^/]+\/)?[^/]+).*$/, '$1');
  return from === name ? `${rule}: ${from}` : `${rule}: ${from} → ${name}`;
}

/** Writes a small project with all these imports; its main file imports every file but one. */
async function writeProject(folder: string): Promise<void> {
  const files = new Map<string, string[]>([[LEFT_OVER, ['../common/a.js']]]);
  const add = (from: string, module: string): void => {
    files.set(from, [...(files.get(from) ?? []), module]);
    const to = target(from, module);
    if (to.endsWith('.ts')) files.set(to, files.get(to) ?? []);
  };
  for (const [from, ...modules] of ALLOWED) for (const module of modules) add(from, module);
  for (const [, from, module] of FORBIDDEN) add(from, module);
  const unimported = [LEFT_OVER, 'src/main.ts', 'src/stray.ts', 'src/strays/a.ts'];
  for (const path of files.keys()) {
    if (unimported.includes(path) || /^test\/|\.spec\.ts$/.test(path)) continue;
    add('src/main.ts', `./${posix.relative('src', path)}`.replace(/\.ts$/, '.js'));
  }
  for (const [path, modules] of files) {
    const lines = modules.map((module, index) =>
      module.startsWith('type ')
        ? `import { type It as It${index} } from '${module.slice('type '.length)}';\nexport type Own${index} = It${index};`
        : `import '${module}';`,
    );
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), [...lines, 'export type It = string;', ''].join('\n'));
  }
  for (const name of ['package.json', 'tsconfig.json'])
    await cp(join(PROJECT_ROOT, name), join(folder, name));
  await symlink(join(PROJECT_ROOT, 'node_modules'), join(folder, 'node_modules'));
}

describe('the import table', () => {
  it('holds for this project', async () => {
    const { totalCruised, violations } = await check(PROJECT_ROOT);
    expect(violations.map(({ rule, from, to }) => violation(rule.name, from, to))).toEqual([]);
    expect(totalCruised).toBeGreaterThan(100);
  });

  describe('of a project with forbidden imports', () => {
    let folder: string;
    let reported: string[];
    const expected = FORBIDDEN.map(([rule, from, module]) => violation(rule, from, target(from, module)));

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'imports-'));
      await writeProject(folder);
      const { violations } = await check(folder);
      reported = violations.map(({ rule, from, to }) => violation(rule.name, from, to));
    });

    afterAll(() => rm(folder, { recursive: true, force: true }));

    it.each(expected)('reports %s', (line) => {
      expect(reported).toContain(line);
    });

    it('reports a file that no entry point leads to', () => {
      expect(reported).toContain(`no-orphan: ${LEFT_OVER}`);
    });

    it('reports nothing that is allowed', () => {
      const wanted = [...expected, `no-orphan: ${LEFT_OVER}`];
      expect(reported.filter((line) => !wanted.includes(line))).toEqual([]);
    });
  });
});
