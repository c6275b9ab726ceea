import { expect, it } from '@jest/globals';
import { type Locator } from 'playwright-core';
import {
  accessibilityProblems,
  describeVisits,
  expectNoObstacle,
  SCREENS,
  visit,
} from '../support/browser.js';
import { until } from '../support/until.js';

const COUNT = '#results-title';

describeVisits('a visitor who searches and browses', {}, (at) => {
  const counted = (text: string): Promise<unknown> =>
    at.page.locator(COUNT).filter({ hasText: text }).waitFor();

  const searchBox = (): Locator => at.page.getByRole('combobox', { name: /^检索/ });

  it('finds the rail records with an award since 2018 by clicking, and the back button takes each step back', async () => {
    await at.visitor.open('/');
    await counted('1,258 项成果');
    await at.page.getByRole('checkbox', { name: /^轨道交通/ }).check();
    await counted('64 项成果');
    await at.page.getByRole('checkbox', { name: /^获奖/ }).check();
    await at.page.waitForURL(/recognition=AWARDED/);
    await at.page.waitForLoadState('networkidle');
    const first = at.page.getByRole('slider', { name: '起始年份' });
    const steps = 2018 - Number(await first.getAttribute('min'));
    await first.focus();
    for (let step = 0; step < steps; step += 1) await at.page.keyboard.press('ArrowRight');
    await at.page.waitForURL(/from=2018/);
    const { search } = await at.service.query(
      '{ search(filter: { industry: { anyOf: ["RAIL_TRANSIT"] }, recognition: { anyOf: [AWARDED] }, year: { gte: 2018 } }) { totalCount } }',
    );
    await counted(`${search.totalCount} 项成果`);
    expect(await at.page.locator('.card').count()).toBe(search.totalCount);
    expect(await at.page.locator('.card .badge-awarded').count()).toBe(search.totalCount);
    for (const chip of ['获奖', '轨道交通', '2018 年起']) {
      await at.page.locator('.chips').getByText(`${chip} ×`).waitFor();
    }
    expect(await at.page.locator('.chips li').count()).toBe(4);
    await at.page.goBack();
    await at.page.goBack();
    await counted('64 项成果');
    await at.page.getByRole('checkbox', { name: /^获奖/, checked: false }).waitFor();
    await at.page.goForward();
    await at.page.goForward();
    await counted(`${search.totalCount} 项成果`);
    await at.page.reload();
    await counted(`${search.totalCount} 项成果`);
    await at.page.getByRole('button', { name: '全部清除' }).click();
    await counted('1,258 项成果');
    expect(at.visitor.problems).toEqual([]);
  }, 120_000);

  it('is offered what may be meant while typing, by keyboard alone, and goes there', async () => {
    await at.visitor.open('/');
    await searchBox().pressSequentially('高凤林');
    await at.page.getByRole('option').first().waitFor();
    const box = searchBox();
    expect(await box.getAttribute('aria-expanded')).toBe('true');
    await at.page.keyboard.press('ArrowDown');
    const active = await box.getAttribute('aria-activedescendant');
    const option = at.page.locator(`[id="${active}"]`);
    expect(await option.getAttribute('aria-selected')).toBe('true');
    expect(await option.locator('mark').textContent()).toBe('高凤林');
    await at.page.keyboard.press('Escape');
    expect(await box.getAttribute('aria-expanded')).toBe('false');
    expect(await box.inputValue()).toBe('高凤林');
    await at.page.keyboard.press('ArrowDown');
    await at.page.keyboard.press('ArrowDown');
    await at.page.keyboard.press('Enter');
    await at.page.waitForURL(/\/(craftsmen|studios|achievements)\//);
    await at.page.locator('main:focus').waitFor();
    expect(at.visitor.problems).toEqual([]);
  }, 60_000);

  it('searches by pinyin and sees what was found marked, never as markup', async () => {
    await at.visitor.open('/?q=jiqiren');
    await counted('项成果');
    expect(await at.page.locator('.card mark').first().textContent()).toContain('机器人');
    await at.visitor.open(`/?q=${encodeURIComponent('<img src=x onerror=alert(1)>')}`);
    expect(await at.page.locator('main img').count()).toBe(0);
    expect(at.visitor.problems).toEqual([]);
  }, 60_000);

  it('finds a unit inside a long facet', async () => {
    await at.visitor.open('/?industry=RAIL_TRANSIT');
    await at.page.getByRole('button', { name: /^单位: 全部/ }).click();
    await at.page.getByRole('searchbox', { name: /单位中查找/ }).fill('长春');
    const value = at.page.locator('.facet-all label').first();
    await value.filter({ hasText: '长春' }).waitFor();
    await value.click();
    await at.page.waitForURL(/organisation=ORG-/);
    expect(at.visitor.problems).toEqual([]);
  }, 60_000);

  it('keeps the place in a long list on the way back', async () => {
    await at.visitor.open('/?industry=ELECTRIC_POWER');
    for (let pages = 2; pages <= 3; pages += 1) {
      await at.page.locator('.more').scrollIntoViewIfNeeded();
      await at.page
        .locator('.card')
        .nth((pages - 1) * 24)
        .waitFor();
    }
    const card = at.page.locator('.card h3 a').nth(60);
    await card.scrollIntoViewIfNeeded();
    const before = await at.page.evaluate<number>('scrollY');
    await card.click();
    await at.page.waitForURL(/\/achievements\//);
    await at.page.locator('.record h1').waitFor();
    await at.page.goBack();
    await at.page.locator('.card').nth(60).waitFor();
    await until(
      async () => Math.abs((await at.page.evaluate<number>('scrollY')) - before) < 50,
      'the list is where it was',
    );
    expect(at.visitor.problems).toEqual([]);
  }, 60_000);

  it.each([
    ['reloading', () => at.page.reload()],
    [
      'leaving for another site and coming back',
      async () => {
        await at.page.goto('about:blank');
        await at.page.goBack();
      },
    ],
  ])(
    'keeps the place in a long list over %s, with few requests',
    async (_, leave) => {
      await at.visitor.open('/?industry=ELECTRIC_POWER');
      const cards = at.page.locator('.card');
      for (let pages = 2; pages <= 5; pages += 1) {
        await at.page.locator('.more').scrollIntoViewIfNeeded();
        await cards.nth((pages - 1) * 24).waitFor();
      }
      const card = cards.nth(107);
      const code = await card.locator('h3').textContent();
      await at.page.evaluate("document.querySelectorAll('.card')[107].scrollIntoView()");
      const before = (await card.boundingBox())?.y ?? 0;
      const asked: string[] = [];
      at.page.on('request', (request) => {
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
      expect(at.visitor.problems).toEqual([]);
    },
    60_000,
  );

  it('begins a list at its start again once it was left at the top', async () => {
    await at.visitor.open('/?industry=ELECTRIC_POWER');
    await at.page.locator('.more').scrollIntoViewIfNeeded();
    await at.page.locator('.card').nth(24).waitFor();
    await at.page.evaluate('scrollTo(0, 0)');
    await at.page.reload();
    await counted('项成果');
    expect(await at.page.evaluate('scrollY')).toBe(0);
    expect(await at.page.locator('.card').count()).toBe(24);
  }, 60_000);

  it('is told what to let go when nothing fits', async () => {
    await at.visitor.open('/?industry=RAIL_TRANSIT&region=CN-XZ&from=2024');
    await at.page.getByText('没有符合条件的成果').waitFor();
    await at.page.locator('.relax').getByRole('button', { name: /2024/ }).click();
    await at.page.waitForURL((url) => !url.search.includes('from'));
    expect(at.visitor.problems).toEqual([]);
  }, 60_000);

  it('is told when the service is away, loses nothing typed, and goes on', async () => {
    await at.visitor.open('/');
    await at.page.route('**/graphql', (route) => route.abort());
    await searchBox().fill('焊接');
    await at.page.getByRole('button', { name: '检索', exact: true }).click();
    await at.page.getByText('连接不到服务').first().waitFor();
    expect(await searchBox().inputValue()).toBe('焊接');
    expect(await accessibilityProblems(at.page)).toEqual([]);
    await at.page.unroute('**/graphql');
    await at.page.locator('.browse-results').getByRole('button', { name: '重试' }).click();
    await at.page.locator('.card').first().waitFor();
  }, 60_000);

  it('switches the language, and finds it again', async () => {
    await at.visitor.open('/?industry=RAIL_TRANSIT');
    await at.page.getByRole('button', { name: 'English' }).click();
    await counted('64 achievements');
    expect(await at.page.evaluate('document.documentElement.lang')).toBe('en');
    expect(at.page.url()).toContain('lang=en');
    await at.page.getByRole('checkbox', { name: /^Won/ }).waitFor();
    await at.visitor.open('/');
    await counted('1,258 achievements');
    await at.page.getByRole('button', { name: '中文' }).click();
    await counted('1,258 项成果');
    expect(at.visitor.problems).toEqual([]);
  }, 60_000);

  it.each(SCREENS)(
    'has no obstacle on %s, and nothing to scroll sideways',
    async (_, options) => {
      const other = await visit(at.browser, at.service, { ...options, reducedMotion: 'reduce' });
      for (const path of ['/', '/?q=jiqiren&recognition=NOMINATED&from=2015']) {
        await other.open(path);
        await expectNoObstacle(other.page);
      }
      expect(other.problems).toEqual([]);
      await other.close();
    },
    120_000,
  );

  it('chooses facets on a phone in a window of their own', async () => {
    const phone = await visit(at.browser, at.service, { viewport: { width: 360, height: 740 } });
    await phone.open('/');
    await phone.page.getByRole('button', { name: '筛选' }).click();
    await phone.page.getByRole('checkbox', { name: /^轨道交通/ }).check();
    expect(await accessibilityProblems(phone.page)).toEqual([]);
    await phone.page.getByRole('button', { name: '查看结果' }).click();
    await phone.page.locator(COUNT).filter({ hasText: '64 项成果' }).waitFor();
    await phone.close();
  }, 60_000);
});
