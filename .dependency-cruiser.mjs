/** The folders of src, lowest first: each imports only from the rows above its own, and from itself. */
const LEVELS = [
  ['common'],
  ['config', 'monitoring'],
  ['database'],
  ['outbox', 'access', 'history'],
  ['record'],
  ['catalog'],
  ['search', 'ingest'],
  ['collections'],
  ['exports'],
  ['api'],
];

const FOLDERS = LEVELS.flat();

/** The files that put the service together; only they import from everywhere. */
const ROOT =
  'src/(app\\.(module|data-source|database|schema)|service|main|cli(\\.(keys|packages|snapshots))?)\\.ts';

/** Files of src that belong to no folder and know only the settings. */
const EDGE = 'src/(startup-report|listen|command-line)\\.ts';

/** Where a program starts. */
const ENTRIES = [
  '^src/(main|cli)\\.ts$',
  '^seed/assign-codes\\.ts$',
  '^web/src/main\\.tsx$',
  '^web/[^/]+\\.ts$',
];

/** Everything of ours, whatever it is. */
const OURS = '^(src|seed|migrations|test|web)/';

const SPEC = '\\.spec\\.ts$';

const folders = (...names) => `^src/(${names.join('|')})/`;

/** Forbids a part of the project every import of ours but those from `allowed`. */
const only = (name, path, ...allowed) => ({
  name,
  severity: 'error',
  from: { path },
  to: { path: OURS, pathNot: allowed },
});

/** The table: one rule for each folder, named after it. A spec beside its source may use what helps tests. */
const table = LEVELS.flatMap((level, index) =>
  level.map((folder) => ({
    ...only(
      `${folder}-imports`,
      `^src/${folder}/`,
      folders(folder, ...LEVELS.slice(0, index).flat()),
      '^test/',
    ),
  })),
);

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...table,
    only('health-imports', '^src/health/', folders('health', 'common', 'config', 'monitoring', 'database')),
    only('edge-imports', `^${EDGE}$`, folders('common', 'config')),
    only(
      'engine-imports',
      '^src/search/engines/([^/]+)/',
      '^src/search/engines/$1/',
      '^src/search/search\\.port\\.ts$',
      '^src/record/record\\.fields\\.ts$',
      folders('common', 'database'),
      '^test/',
    ),
    // The page is a plain client of the public API.
    only('web-imports', '^web/', '^web/'),
    only(
      'seed-imports',
      '^seed/',
      '^seed/',
      folders('common', 'database', 'record'),
      '^src/catalog/.+\\.(enums|type)\\.ts$',
      '^test/',
    ),
    {
      name: 'migrations-import-typeorm-only',
      severity: 'error',
      from: { path: '^migrations/' },
      to: { pathNot: ['^migrations/', '(^|/)node_modules/typeorm/'] },
    },
    {
      name: 'outside-the-table',
      comment: 'A file of src that no row of the table covers: add its folder.',
      severity: 'error',
      from: {},
      to: { path: '^src/', pathNot: [folders(...FOLDERS, 'health'), `^${ROOT}$`, `^${EDGE}$`] },
    },
    {
      name: 'no-tests-outside-specs',
      severity: 'error',
      from: { path: '^(src|seed|migrations|web)/', pathNot: SPEC },
      to: { path: ['^test/', SPEC] },
    },
    { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphan',
      comment: 'A file that no entry point leads to.',
      severity: 'error',
      from: { path: ENTRIES },
      to: { path: OURS, pathNot: ['^test/', SPEC, ...ENTRIES], reachable: false },
    },
    {
      name: 'no-dev-dependency',
      severity: 'error',
      from: { path: '^(src|seed|migrations)/', pathNot: SPEC },
      to: { dependencyTypes: ['npm-dev'] },
    },
    {
      name: 'no-undeclared-dependency',
      severity: 'error',
      from: { path: OURS },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      from: {},
      // The one exception is a package of types alone.
      to: { couldNotResolve: true, pathNot: '^@graphql-typed-document-node/core$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^web/dist/' },
    // Imports of types count as much as others.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
