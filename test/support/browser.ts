import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect } from '@jest/globals';
import { type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { createTestApp, type TestApp } from './app.js';
import { findChromium, launchBrowser } from './chromium.js';

const CHROMIUM = findChromium();

/** A suite that needs a browser. Without one it does not run, and says so for all to see. */
export function describeInBrowser(name: string, suite: () => void): void {
  if (CHROMIUM !== null) {
    describe(name, suite);
    return;
  }
  process.stderr.write(
    `\n!!! NOT RUN: “${name}” needs Chromium. Install it (Debian: apt-get install chromium) or set CHROMIUM_PATH.\n\n`,
  );
  describe.skip(name, suite);
}

/** A page that somebody looks at, and everything that went wrong on it. */
export interface Visit {
  readonly page: Page;
  /** Errors and warnings of the console, violations of the security policy, requests that failed or left the service. */
  readonly problems: string[];
  readonly open: (path: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Opens a browser window before the service. */
export async function visit(
  browser: Browser,
  service: Pick<TestApp, 'url'>,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({
    baseURL: service.url,
    locale: 'zh-CN',
    viewport: { width: 1280, height: 900 },
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const problems: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(service.url)) {
      problems.push(`request to another place: ${request.url()}`);
    }
  });
  return {
    page,
    problems,
    open: async (path) => {
      await page.goto(path);
      await page.waitForSelector('h1');
      await page.waitForLoadState('networkidle');
    },
    close: () => context.close(),
  };
}

/** What the tests of a suite share, and the window that each of them has to itself. */
export interface Visiting {
  readonly service: TestApp;
  readonly browser: Browser;
  readonly visitor: Visit;
  readonly page: Page;
}

/** A browser on a busy machine takes its time to start. */
const START_MS = 120_000;

/**
 * A suite in which every test has a new window before one service. What it is given is there when a test runs, not
 * before.
 */
export function describeVisits(
  name: string,
  window: BrowserContextOptions,
  suite: (at: Visiting) => void,
): void {
  describeInBrowser(name, () => {
    const at = {} as Visiting;

    beforeAll(async () => {
      const [service, browser] = await Promise.all([createTestApp(), launchBrowser()]);
      Object.assign(at, { service, browser });
    }, START_MS);

    afterAll(async () => {
      await at.browser.close();
      await at.service.close();
    });

    beforeEach(async () => {
      const visitor = await visit(at.browser, at.service, window);
      Object.assign(at, { visitor, page: visitor.page });
    });

    afterEach(() => at.visitor.close());

    suite(at);
  });
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeResults {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}

/** What axe finds wrong with a page as it is now. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate<AxeResults>(
    "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })",
  );
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}

/** The screens that every view is for. */
export const SCREENS: readonly (readonly [string, BrowserContextOptions])[] = [
  ['a desktop in Chinese', { locale: 'zh-CN' }],
  ['a desktop in English', { locale: 'en-GB' }],
  ['a phone', { viewport: { width: 360, height: 740 } }],
  ['a wall screen in the dark', { viewport: { width: 2560, height: 1440 }, colorScheme: 'dark' }],
];

/** Nothing on a page as it is now stands in anybody's way, and nothing is wider than its window. */
export async function expectNoObstacle(page: Page): Promise<void> {
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
}

/** Enters a curator's key, as a curator does. */
export async function enterKey(page: Page, key: string): Promise<void> {
  await page.getByRole('button', { name: '馆员登录' }).click();
  await page.getByLabel('密钥', { exact: true }).fill(key);
  await page.getByRole('button', { name: '使用密钥' }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
}
