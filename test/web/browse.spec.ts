import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { type Browser, type Locator, type Page } from 'playwright-core';
import { createTestApp, type TestApp } from '../support/app.js';
import { accessibilityProblems, describeInBrowser, visit, type Visit } from '../support/browser.js';
import { launchBrowser } from '../support/chromium.js';
import { until } from '../support/until.js';

const COUNT = '#results-title';

describeInBrowser('a visitor who searches and browses', () => {
  let service: TestApp;
  let browser: Browser;
  let visitor: Visit;
  let page: Page;

  beforeAll(async () => {
    [service, browser] = await Promise.all([createTestApp(), launchBrowser()]);
  }, 120_000);

  afterAll(async () => {
    await browser.close();
    await service.close();
  });

  beforeEach(async () => {
    visitor = await visit(browser, service);
    ({ page } = visitor);
  });

  afterEach(() => visitor.close());

  const counted = (text: string): Promise<unknown> => page.locator(COUNT).filter({ hasText: text }).waitFor();

  const searchBox = (): Locator => page.getByRole('combobox', { name: /^检索/ });

  it('finds the rail records with an award since 2018 by clicking, and the back button takes each step back', async () => {
    await visitor.open('/');
    await counted('1,258 项成果');
    await page.getByRole('checkbox', { name: /^轨道交通/ }).check();
    await counted('64 项成果');
    await page.getByRole('checkbox', { name: /^获奖/ }).check();
    await page.waitForURL(/recognition=AWARDED/);
    await page.waitForLoadState('networkidle');
    const first = page.getByRole('slider', { name: '起始年份' });
    const steps = 2018 - Number(await first.getAttribute('min'));
    await first.focus();
    for (let step = 0; step < steps; step += 1) await page.keyboard.press('ArrowRight');
    await page.waitForURL(/from=2018/);
    const { search } = await service.query(
      '{ search(filter: { industry: { anyOf: ["RAIL_TRANSIT"] }, recognition: { anyOf: [AWARDED] }, year: { gte: 2018 } }) { totalCount } }',
    );
    await counted(`${search.totalCount} 项成果`);
    expect(await page.locator('.card').count()).toBe(search.totalCount);
    expect(await page.locator('.card .badge-awarded').count()).toBe(search.totalCount);
    for (const chip of ['获奖', '轨道交通', '2018 年起']) {
      await page.locator('.chips').getByText(`${chip} ×`).waitFor();
    }
    expect(await page.locator('.chips li').count()).toBe(4);
    await page.goBack();
    await page.goBack();
    await counted('64 项成果');
    await page.getByRole('checkbox', { name: /^获奖/, checked: false }).waitFor();
    await page.goForward();
    await page.goForward();
    await counted(`${search.totalCount} 项成果`);
    await page.reload();
    await counted(`${search.totalCount} 项成果`);
    await page.getByRole('button', { name: '全部清除' }).click();
    await counted('1,258 项成果');
    expect(visitor.problems).toEqual([]);
  }, 120_000);

  it('is offered what may be meant while typing, by keyboard alone, and goes there', async () => {
    await visitor.open('/');
    await searchBox().pressSequentially('高凤林');
    await page.getByRole('option').first().waitFor();
    const box = searchBox();
    expect(await box.getAttribute('aria-expanded')).toBe('true');
    await page.keyboard.press('ArrowDown');
    const active = await box.getAttribute('aria-activedescendant');
    const option = page.locator(`[id="${active}"]`);
    expect(await option.getAttribute('aria-selected')).toBe('true');
    expect(await option.locator('mark').textContent()).toBe('高凤林');
    await page.keyboard.press('Escape');
    expect(await box.getAttribute('aria-expanded')).toBe('false');
    expect(await box.inputValue()).toBe('高凤林');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/(craftsmen|studios|achievements)\//);
    await page.locator('main:focus').waitFor();
    expect(visitor.problems).toEqual([]);
  }, 60_000);

  it('searches by pinyin and sees what was found marked, never as markup', async () => {
    await visitor.open('/?q=jiqiren');
    await counted('项成果');
    expect(await page.locator('.card mark').first().textContent()).toContain('机器人');
    await visitor.open(`/?q=${encodeURIComponent('<img src=x onerror=alert(1)>')}`);
    expect(await page.locator('main img').count()).toBe(0);
    expect(visitor.problems).toEqual([]);
  }, 60_000);

  it('finds a unit inside a long facet', async () => {
    await visitor.open('/?industry=RAIL_TRANSIT');
    await page.getByRole('button', { name: /^单位: 全部/ }).click();
    await page.getByRole('searchbox', { name: /单位中查找/ }).fill('长春');
    const value = page.locator('.facet-all label').first();
    await value.filter({ hasText: '长春' }).waitFor();
    await value.click();
    await page.waitForURL(/organisation=ORG-/);
    expect(visitor.problems).toEqual([]);
  }, 60_000);

  it('keeps the place in a long list on the way back', async () => {
    await visitor.open('/?industry=ELECTRIC_POWER');
    for (let pages = 2; pages <= 3; pages += 1) {
      await page.locator('.more').scrollIntoViewIfNeeded();
      await page
        .locator('.card')
        .nth((pages - 1) * 24)
        .waitFor();
    }
    const card = page.locator('.card h3 a').nth(60);
    await card.scrollIntoViewIfNeeded();
    const before = await page.evaluate<number>('scrollY');
    await card.click();
    await page.waitForURL(/\/achievements\//);
    await page.locator('.record h1').waitFor();
    await page.goBack();
    await page.locator('.card').nth(60).waitFor();
    await until(
      async () => Math.abs((await page.evaluate<number>('scrollY')) - before) < 50,
      'the list is where it was',
    );
    expect(visitor.problems).toEqual([]);
  }, 60_000);

  it.each([
    ['reloading', () => page.reload()],
    [
      'leaving for another site and coming back',
      async () => {
        await page.goto('about:blank');
        await page.goBack();
      },
    ],
  ])(
    'keeps the place in a long list over %s, with few requests',
    async (_, leave) => {
      await visitor.open('/?industry=ELECTRIC_POWER');
      const cards = page.locator('.card');
      for (let pages = 2; pages <= 5; pages += 1) {
        await page.locator('.more').scrollIntoViewIfNeeded();
        await cards.nth((pages - 1) * 24).waitFor();
      }
      const card = cards.nth(107);
      const code = await card.locator('h3').textContent();
      await page.evaluate("document.querySelectorAll('.card')[107].scrollIntoView()");
      const before = (await card.boundingBox())?.y ?? 0;
      const asked: string[] = [];
      page.on('request', (request) => {
        if (request.postData()?.includes('query SearchPage')) asked.push(request.url());
      });
      await leave();
      await cards.nth(107).waitFor();
      await until(
        async () => Math.abs(((await card.boundingBox())?.y ?? -1_000) - before) < 3,
        'the card is where it was in the window',
      );
      expect(await card.locator('h3').textContent()).toBe(code);
      expect(asked).toHaveLength(2);
      expect(visitor.problems).toEqual([]);
    },
    60_000,
  );

  it('begins a list at its start again once it was left at the top', async () => {
    await visitor.open('/?industry=ELECTRIC_POWER');
    await page.locator('.more').scrollIntoViewIfNeeded();
    await page.locator('.card').nth(24).waitFor();
    await page.evaluate('scrollTo(0, 0)');
    await page.reload();
    await counted('项成果');
    expect(await page.evaluate('scrollY')).toBe(0);
    expect(await page.locator('.card').count()).toBe(24);
  }, 60_000);

  it('is told what to let go when nothing fits', async () => {
    await visitor.open('/?industry=RAIL_TRANSIT&region=CN-XZ&from=2024');
    await page.getByText('没有符合条件的成果').waitFor();
    await page.locator('.relax').getByRole('button', { name: /2024/ }).click();
    await page.waitForURL((url) => !url.search.includes('from'));
    expect(visitor.problems).toEqual([]);
  }, 60_000);

  it('is told when the service is away, loses nothing typed, and goes on', async () => {
    await visitor.open('/');
    await page.route('**/graphql', (route) => route.abort());
    await searchBox().fill('焊接');
    await page.getByRole('button', { name: '检索', exact: true }).click();
    await page.getByText('连接不到服务').first().waitFor();
    expect(await searchBox().inputValue()).toBe('焊接');
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.unroute('**/graphql');
    await page.locator('.browse-results').getByRole('button', { name: '重试' }).click();
    await page.locator('.card').first().waitFor();
  }, 60_000);

  it('switches the language, and finds it again', async () => {
    await visitor.open('/?industry=RAIL_TRANSIT');
    await page.getByRole('button', { name: 'English' }).click();
    await counted('64 achievements');
    expect(await page.evaluate('document.documentElement.lang')).toBe('en');
    expect(page.url()).toContain('lang=en');
    await page.getByRole('checkbox', { name: /^Won/ }).waitFor();
    await visitor.open('/');
    await counted('1,258 achievements');
    await page.getByRole('button', { name: '中文' }).click();
    await counted('1,258 项成果');
    expect(visitor.problems).toEqual([]);
  }, 60_000);

  it.each([
    ['a desktop in Chinese', { locale: 'zh-CN' }],
    ['a desktop in English', { locale: 'en-GB' }],
    ['a phone', { viewport: { width: 360, height: 740 } }],
    ['a wall screen in the dark', { viewport: { width: 2560, height: 1440 }, colorScheme: 'dark' as const }],
  ])(
    'has no obstacle on %s, and nothing to scroll sideways',
    async (_, options) => {
      const other = await visit(browser, service, { ...options, reducedMotion: 'reduce' });
      for (const path of ['/', '/?q=jiqiren&recognition=NOMINATED&from=2015']) {
        await other.open(path);
        expect(await accessibilityProblems(other.page)).toEqual([]);
        expect(
          await other.page.evaluate('document.documentElement.scrollWidth - innerWidth'),
        ).toBeLessThanOrEqual(0);
      }
      expect(other.problems).toEqual([]);
      await other.close();
    },
    120_000,
  );

  it('chooses facets on a phone in a window of their own', async () => {
    const phone = await visit(browser, service, { viewport: { width: 360, height: 740 } });
    await phone.open('/');
    await phone.page.getByRole('button', { name: '筛选' }).click();
    await phone.page.getByRole('checkbox', { name: /^轨道交通/ }).check();
    expect(await accessibilityProblems(phone.page)).toEqual([]);
    await phone.page.getByRole('button', { name: '查看结果' }).click();
    await phone.page.locator(COUNT).filter({ hasText: '64 项成果' }).waitFor();
    await phone.close();
  }, 60_000);
});
