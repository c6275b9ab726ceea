/** Makes the pictures of the README, of a service with the real records that is started for it. */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContextOptions } from 'playwright-core';
import { PROJECT_ROOT } from '../../src/common/project.js';
import { launchBrowser } from '../support/chromium.js';

const FOLDER = join(PROJECT_ROOT, 'docs/screenshots');

const DESKTOP = { viewport: { width: 1280, height: 860 } };
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 };

/** The main views: name of the picture, path of the page, and who looks at it. */
const VIEWS: readonly (readonly [string, string, BrowserContextOptions])[] = [
  ['first-page', '/', { ...DESKTOP, locale: 'zh-CN' }],
  ['search', '/?industry=RAIL_TRANSIT&recognition=AWARDED&from=2018', { ...DESKTOP, locale: 'en-GB' }],
  ['record', '/achievements/WIA-0001', { ...DESKTOP, locale: 'zh-CN', colorScheme: 'dark' }],
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

const dataDirectory = await mkdtemp(join(tmpdir(), 'catalogue-screenshots-'));
const [service, browser] = await Promise.all([startService(dataDirectory), launchBrowser()]);
try {
  await mkdir(FOLDER, { recursive: true });
  for (const [name, path, options] of VIEWS) {
    const page = await browser.newPage({ ...options, baseURL: service.url });
    await page.goto(path, { waitUntil: 'networkidle' });
    await page.screenshot({ path: join(FOLDER, `${name}.jpg`), type: 'jpeg', quality: 72 });
    await page.close();
  }
} finally {
  await browser.close();
  await service.stop();
  await rm(dataDirectory, { recursive: true, force: true });
}
