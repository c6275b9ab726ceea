/** Makes the pictures of the README, of a service with the real records that is started for it. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContextOptions } from 'playwright-core';
import { PROJECT_ROOT } from '../../src/common/project.js';
import { launchBrowser } from '../support/chromium.js';

const FOLDER = join(PROJECT_ROOT, 'docs/screenshots');

const DESKTOP = { viewport: { width: 1280, height: 860 } };
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 };

/** The exhibit that is shown, and where its pages are. */
const EXHIBIT = 'on-rails';

/** The main views: name of the picture, path of the page, and who looks at it; a curator where it is an exhibit. */
const VIEWS: readonly (readonly [string, string, BrowserContextOptions])[] = [
  ['first-page', '/', { ...DESKTOP, locale: 'zh-CN' }],
  ['search', '/?industry=RAIL_TRANSIT&recognition=AWARDED&from=2018', { ...DESKTOP, locale: 'en-GB' }],
  ['record', '/achievements/WIA-0001', { ...DESKTOP, locale: 'zh-CN', colorScheme: 'dark' }],
  ['exhibit', `/collections/${EXHIBIT}`, { ...DESKTOP, locale: 'zh-CN' }],
  ['labels', `/collections/${EXHIBIT}/labels`, { ...DESKTOP, locale: 'zh-CN' }],
  ['insights', '/insights', { ...DESKTOP, locale: 'zh-CN' }],
  ['phone', '/?q=jiqiren', { ...PHONE, locale: 'zh-CN' }],
];

/** Starts the service and gives its address, and what stops it. */
async function startService(dataDirectory: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const service = spawn(process.execPath, [join(PROJECT_ROOT, 'dist/src/main.js')], {
    env: { ...process.env, PORT: '0', HOST: '127.0.0.1', DATA_DIR: dataDirectory, LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => service.once('exit', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    service.stdout.on('data', (text: Buffer) => {
      said += text.toString();
      const [, address] = /^Page +(\S+?)\/$/m.exec(said) ?? [];
      if (address !== undefined) resolve(address);
    });
    void ended.then(() => reject(new Error(`The service has ended: ${said}`)));
  });
  return {
    url,
    stop: async () => {
      service.kill('SIGTERM');
      await ended;
    },
  };
}

/** Makes a key for a curator, as an operator does. */
function makeKey(dataDirectory: string): string {
  const command = [join(PROJECT_ROOT, 'dist/src/cli.js'), 'key', 'create', '策展人', '--scopes', 'curate'];
  const said = execFileSync(process.execPath, command, {
    env: { ...process.env, DATA_DIR: dataDirectory },
    encoding: 'utf8',
  });
  const [key] = /wia_\S+/.exec(said) ?? [];
  if (key === undefined) throw new Error('No key was made.');
  return key;
}

/** The steps by which the exhibit is made. */
const STEPS = [
  `createCollection(input: { slug: "${EXHIBIT}", title: { zh: "轨道上的创新", en: "Innovation on rails" },
     note: { zh: "获奖的轨道交通成果，新近的在前。" } }, idempotencyKey: "${EXHIBIT}")`,
  `addSearchToCollection(slug: "${EXHIBIT}", sort: [YEAR_DESC], filter: { industry: { anyOf: ["RAIL_TRANSIT"] },
     recognition: { anyOf: [AWARDED] }, year: { gte: 2018 } })`,
  `addCollectionSection(slug: "${EXHIBIT}", ifVersion: 2, input: { title: { zh: "线路与车辆", en: "Track and train" } })`,
];

/** What each step answers with. */
interface Made {
  readonly collection: { readonly items: { readonly edges: readonly { node: { code: string } }[] } };
}

async function makeExhibit(url: string, key: string): Promise<void> {
  const change = async (step: string): Promise<Made> => {
    const answer = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify({
        query: `mutation { done: ${step} { collection { items(first: 100) { edges { node { code } } } } } }`,
      }),
    });
    const { data } = (await answer.json()) as { data: { done: Made } };
    return data.done;
  };
  let codes: string[] = [];
  for (const step of STEPS) {
    codes = (await change(step)).collection.items.edges.map(({ node }) => node.code);
  }
  const moved = JSON.stringify(codes.slice(2));
  await change(`moveInCollection(slug: "${EXHIBIT}", ifVersion: 3, codes: ${moved}, section: "s1")`);
}

const dataDirectory = await mkdtemp(join(tmpdir(), 'catalogue-screenshots-'));
const [service, browser] = await Promise.all([startService(dataDirectory), launchBrowser()]);
try {
  await mkdir(FOLDER, { recursive: true });
  const key = makeKey(dataDirectory);
  await makeExhibit(service.url, key);
  for (const [name, path, options] of VIEWS) {
    const page = await browser.newPage({ ...options, baseURL: service.url });
    if (path.startsWith('/collections')) {
      await page.addInitScript(`sessionStorage.setItem('curator-key', '${key}')`);
    }
    await page.goto(path, { waitUntil: 'networkidle' });
    await page.screenshot({ path: join(FOLDER, `${name}.jpg`), type: 'jpeg', quality: 72 });
    await page.close();
  }
} finally {
  await browser.close();
  await service.stop();
  await rm(dataDirectory, { recursive: true, force: true });
}
