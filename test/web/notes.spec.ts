import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { type Browser } from 'playwright-core';
import { Scope } from '../../src/access/scopes.js';
import { ApiKeyService } from '../../src/access/api-key.service.js';
import { OPERATOR } from '../../src/access/actor.js';
import { createTestApp, type TestApp } from '../support/app.js';
import { accessibilityProblems, describeInBrowser, enterKey, visit, type Visit } from '../support/browser.js';
import { launchBrowser } from '../support/chromium.js';
import { bearer, issueKey } from '../support/keys.js';
import { until } from '../support/until.js';

// A browser on a busy machine takes its time.
jest.setTimeout(180_000);

/** A search engine that nobody serves: port 1 of this machine. */
const NO_ENGINE = {
  url: 'http://127.0.0.1:1',
  prefix: 'none',
  timeoutMs: 1_000,
  searchKey: 'none',
  indexKey: 'none',
};

const DEGRADED = '检索引擎暂不可用，由数据库代为检索';

describeInBrowser('a visitor who is told quietly', () => {
  let service: TestApp;
  let browser: Browser;
  let visitor: Visit;

  beforeAll(async () => {
    [service, browser] = await Promise.all([createTestApp(NO_ENGINE), launchBrowser()]);
    visitor = await visit(browser, service);
  });

  afterAll(async () => {
    await browser.close();
    await service.close();
  });

  it('that the search engine is away, and finds all the same', async () => {
    const { page } = visitor;
    await visitor.open(`/?q=${encodeURIComponent('焊接')}`);
    await page.getByText(DEGRADED).waitFor();
    await page.locator('.card').first().waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByText('The search engine is').waitFor();
    await page.getByRole('button', { name: '中文' }).click();
  });

  it('which word was left out, since nothing has all of them', async () => {
    const { page } = visitor;
    await visitor.open(`/?q=${encodeURIComponent('焊接 qwertzuiop')}`);
    await page.getByText('没有同时符合全部检索词的成果，已略去：qwertzuiop').waitFor();
    await page.locator('.card').first().waitFor();
    await visitor.open(`/insights?q=${encodeURIComponent('焊接 qwertzuiop')}`);
    await page.getByText('已略去：qwertzuiop').waitFor();
    await visitor.open(`/?q=${encodeURIComponent('焊接')}`);
    await page.locator('.card').first().waitFor();
    expect(await page.getByText('已略去').count()).toBe(0);
  });

  it('that nothing is found, and gets to what there is by letting the text go', async () => {
    const { page } = visitor;
    await visitor.open('/?q=qwertzuiop&industry=RAIL_TRANSIT');
    await page.getByText('没有符合条件的成果').waitFor();
    await page
      .locator('.relax')
      .getByRole('button', { name: /qwertzuiop/ })
      .click();
    await page.locator('#results-title').filter({ hasText: '64 项成果' }).waitFor();
  });

  it('that a key is not taken any more, and goes on without it', async () => {
    const { page } = visitor;
    const { dataSource } = service.database;
    const { secret, apiKey } = await issueKey(dataSource, [Scope.CURATE], '馆员乙');
    await visitor.open('/');
    await enterKey(page, secret);
    await page.getByRole('button', { name: '馆员乙' }).waitFor();
    await dataSource.transaction((tx) => new ApiKeyService(dataSource).revoke(tx, OPERATOR, apiKey.id));
    await until(
      async () => (await service.send('{ viewer { name } }', {}, bearer(secret))).errors !== undefined,
      'the service takes the key no more',
    );
    await visitor.open('/?industry=RAIL_TRANSIT');
    const notice = page.locator('.browse-results').getByRole('alert');
    await notice.getByText('密钥被拒绝').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await notice.getByRole('button', { name: '不用密钥，继续浏览' }).click();
    await page.locator('#results-title').filter({ hasText: '64 项成果' }).waitFor();
    await page.getByRole('button', { name: '馆员登录' }).waitFor();
    expect(page.url()).toContain('industry=RAIL_TRANSIT');
  });
});
