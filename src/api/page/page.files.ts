import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { PROJECT_ROOT } from '../../common/project.js';
import { servedFile, type ServedFile } from '../served-file.js';

/** Where `npm run build` puts the curators' page. */
const BUILD = join(PROJECT_ROOT, 'web/dist');

/** The kinds of file that the build makes. */
const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** The curators' page as it was built: its HTML, and every asset by the name that stands for its content. */
export interface PageFiles {
  readonly html: string;
  readonly assets: ReadonlyMap<string, ServedFile>;
}

/** Reads the page that was built; null when none was, as where the service runs from its sources. */
export function loadPageFiles(folder = BUILD): PageFiles | null {
  const index = join(folder, 'index.html');
  if (!existsSync(index)) return null;
  const assets = new Map<string, ServedFile>();
  for (const name of readdirSync(join(folder, 'assets'))) {
    const type = TYPES[extname(name)];
    if (type === undefined) throw new Error(`The page has an asset of a kind that is not served: ${name}`);
    assets.set(name, servedFile(readFileSync(join(folder, 'assets', name)), type));
  }
  return { html: readFileSync(index, 'utf8'), assets };
}
