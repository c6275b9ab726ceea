import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { digest, servedFile, type ServedFile } from './served-file.js';

/** Where the page's scripts and styles are served. */
const ASSETS_PATH = '/graphiql/assets';

/** What the page may load or reach: this origin alone. GraphiQL's own widgets need inline styles and data: fonts. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The query a first-time visitor finds in the editor; it must run against the seeded catalogue. */
export const DEFAULT_QUERY = `# 中国职工创新成果目录 · Catalogue of workers' innovation achievements
query RailAwards {
  achievements(
    filter: {
      industry: { anyOf: ["RAIL_TRANSIT"] }
      recognition: { anyOf: [AWARDED] }
    }
    first: 5
    orderBy: [YEAR_DESC]
  ) {
    totalCount
    edges {
      node {
        code
        title(lang: [ZH, EN]) {
          value
          lang
          fallback
        }
        year
        organisation {
          name {
            value
          }
        }
      }
    }
  }
}
`;

/**
 * Starts GraphiQL. A link may carry `query`, `variables` and `operationName`, which are shown and never run by
 * themselves; it may not carry headers, and typed headers (an API key) are not kept in the browser's storage.
 */
const BOOT_SCRIPT = `'use strict';
const link = new URLSearchParams(window.location.search);
const fromLink = (name) => link.get(name) ?? undefined;
ReactDOM.createRoot(document.getElementById('graphiql')).render(
  React.createElement(GraphiQL, {
    fetcher: GraphiQL.createFetcher({ url: '/graphql' }),
    defaultQuery: ${JSON.stringify(DEFAULT_QUERY)},
    query: fromLink('query'),
    variables: fromLink('variables'),
    operationName: fromLink('operationName'),
    shouldPersistHeaders: false,
    inputValueDeprecation: true,
    schemaDescription: true,
  }),
);
`;

const require = createRequire(import.meta.url);

/** The only package files that are served. Each is its package's ready-made browser build, in loading order. */
const PACKAGE_FILES = [
  { of: 'graphiql', path: 'graphiql.min.css', suffix: '.min.css' },
  { of: 'react', path: 'umd/react.production.min.js', suffix: '.production.min.js' },
  { of: 'react-dom', path: 'umd/react-dom.production.min.js', suffix: '.production.min.js' },
  { of: 'graphiql', path: 'graphiql.min.js', suffix: '.min.js' },
] as const;

/**
 * Every asset of the page by its public name. A name contains the package's version (or the content's digest), so
 * it stands for the same bytes for ever and an upgrade gives new names.
 */
export function loadAssets(): ReadonlyMap<string, ServedFile> {
  const assets = new Map<string, ServedFile>();
  for (const { of, path, suffix } of PACKAGE_FILES) {
    // Through package.json, because the packages' export maps hide their browser builds.
    const manifest = require.resolve(`${of}/package.json`);
    const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
    const type = path.endsWith('.css') ? 'text/css; charset=utf-8' : 'text/javascript; charset=utf-8';
    assets.set(`${of}-${version}${suffix}`, servedFile(readFileSync(join(dirname(manifest), path)), type));
  }
  const boot = servedFile(Buffer.from(BOOT_SCRIPT), 'text/javascript; charset=utf-8');
  return assets.set(`boot-${digest(boot.body)}.js`, boot);
}

/** The HTML page: nothing but references to the given assets, so that the policy can forbid inline scripts. */
export function renderPage(assetNames: Iterable<string>): ServedFile {
  const references = [...assetNames].map((name) =>
    name.endsWith('.css')
      ? `<link rel="stylesheet" href="${ASSETS_PATH}/${name}" />`
      : `<script src="${ASSETS_PATH}/${name}" defer></script>`,
  );
  const html = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>GraphiQL · 中国职工创新成果目录 · Catalogue of workers' innovation achievements</title>
    <link rel="icon" href="data:," />
    <style>
      body { margin: 0; }
      #graphiql { height: 100vh; height: 100dvh; }
    </style>
    ${references.join('\n    ')}
  </head>
  <body>
    <div id="graphiql">Loading…</div>
    <noscript>GraphiQL needs JavaScript. The schema is at <a href="/schema.graphql">/schema.graphql</a>.</noscript>
  </body>
</html>
`;
  return servedFile(Buffer.from(html), 'text/html; charset=utf-8');
}
