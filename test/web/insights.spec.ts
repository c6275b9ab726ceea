import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { type Download, type Locator } from 'playwright-core';
import {
  accessibilityProblems,
  describeVisits,
  expectNoObstacle,
  SCREENS,
  visit,
} from '../support/browser.js';

/** A selection with every part that an address can have but a unit. */
const SELECTION = '?q=%E6%9C%BA%E5%99%A8&industry=RAIL_TRANSIT&industry=ELECTRIC_POWER&from=2015';
const ASKED =
  'q: "机器", filter: { industry: { anyOf: ["RAIL_TRANSIT", "ELECTRIC_POWER"] }, year: { gte: 2015 } }';

interface Bucket {
  readonly count: number;
  readonly values: readonly { readonly key: string | null; readonly label: { value: string } | null }[];
}

describeVisits('a visitor who looks at the insights', { acceptDownloads: true }, (at) => {
  const stats = async (by: string, asked = ''): Promise<readonly Bucket[]> => {
    const answer = await at.service.query(
      `{ stats(${asked === '' ? '' : `${asked}, `}by: [${by}]) { count values { key label { value } } } }`,
    );
    return answer.stats;
  };

  const figure = (name: string): Locator => at.page.locator(`#${name}`);

  /** The cells of a figure's table, row by row. */
  const tableOf = async (name: string): Promise<string[][]> => {
    await figure(name).locator('summary').press('Enter');
    const rows = await figure(name).locator('table tr').allInnerTexts();
    return rows.map((row) => row.split('\t'));
  };

  /** What each mark of a figure's picture says, such as “轨道交通: 64”. */
  const marksOf = (name: string): Promise<string[]> => figure(name).locator('svg title').allTextContents();

  const nameOf = (bucket: Bucket, place = 0): string => bucket.values[place]?.label?.value ?? '未载明';

  const saved = async (click: () => Promise<void>): Promise<readonly [Download, string]> => {
    const [download] = await Promise.all([at.page.waitForEvent('download'), click()]);
    return [download, readFileSync(await download.path(), 'utf8')];
  };

  it.each([
    ['by-industry', 'INDUSTRY', '', ''],
    ['by-region', 'REGION', '', ''],
    ['by-industry', 'INDUSTRY', SELECTION, ASKED],
    ['by-region', 'REGION', SELECTION, ASKED],
  ])(
    'sees in %s what the service counts by %s for “%s”, in the picture and the table',
    async (name, by, address, asked) => {
      const buckets = await stats(by, asked);
      const expected = buckets.map((bucket) => [nameOf(bucket), bucket.count.toLocaleString('en')]);
      await at.visitor.open(`/insights${address}`);
      await figure(name).locator('svg').waitFor();
      const [head, ...rows] = await tableOf(name);
      expect(head).toHaveLength(2);
      expect([...rows].sort()).toEqual([...expected].sort());
      expect([...(await marksOf(name))].sort()).toEqual(expected.map((row) => row.join(': ')).sort());
      expect(at.visitor.problems).toEqual([]);
    },
    60_000,
  );

  it('sees every year, and what has none apart', async () => {
    const buckets = await stats('YEAR');
    await at.visitor.open('/insights');
    const [, ...rows] = await tableOf('by-year');
    const counted = rows.filter(([, count]) => count !== '0');
    expect(counted.sort()).toEqual(buckets.map((bucket) => [nameOf(bucket), String(bucket.count)]).sort());
    const years = rows.map(([year]) => Number(year)).filter((year) => !Number.isNaN(year));
    expect(years).toEqual(years.map((_, index) => (years[0] ?? 0) + index));
  }, 60_000);

  it.each([
    ['by-award-level', 'AWARD_LEVEL, RECOGNITION'],
    ['by-industry-and-year', 'INDUSTRY, YEAR'],
  ])(
    'sees in %s each pair by itself',
    async (name, by) => {
      const buckets = await stats(by, ASKED);
      await at.visitor.open(`/insights${SELECTION}`);
      await figure(name).locator('svg').waitFor();
      const [head = [], ...rows] = await tableOf(name);
      const cells = rows.flatMap(([row = '', ...counts]) =>
        counts.map((count, index) => `${row}, ${head[index + 1]}: ${count}`),
      );
      const expected = buckets.map((bucket) => `${nameOf(bucket)}, ${nameOf(bucket, 1)}: ${bucket.count}`);
      expect(cells.filter((cell) => !cell.endsWith(': 0')).sort()).toEqual([...expected].sort());
      expect((await marksOf(name)).sort()).toEqual([...expected].sort());
    },
    60_000,
  );

  it('takes the picture and the numbers along', async () => {
    await at.visitor.open(`/insights${SELECTION}`);
    const region = figure('by-region');
    const [csvFile, csv] = await saved(() => region.getByRole('link', { name: /CSV/ }).click());
    expect(csvFile.suggestedFilename()).toMatch(/\.csv$/);
    const counts = csv.trim().split('\r\n').slice(1);
    const buckets = await stats('REGION', ASKED);
    expect(counts.map((row) => Number(row.split(',').at(-1)))).toEqual(buckets.map(({ count }) => count));
    const [file, svg] = await saved(() => region.getByRole('button', { name: /SVG/ }).click());
    expect(file.suggestedFilename()).toBe('by-region.svg');
    expect(svg).toContain('各地区成果数');
    expect(svg).toContain('2015 年起');
    expect(svg).not.toMatch(/var\(|class=/);
    const [dots, png] = await saved(() => region.getByRole('button', { name: /PNG/ }).click());
    expect([dots.suggestedFilename(), png.slice(1, 4)]).toEqual(['by-region.png', 'PNG']);
    for (const bucket of buckets) expect(svg).toContain(`${nameOf(bucket)}: ${bucket.count}`);
    expect(at.visitor.problems).toEqual([]);
  }, 60_000);

  it('comes from the search with its selection, changes it, and goes back to it', async () => {
    await at.visitor.open('/?industry=RAIL_TRANSIT&sort=TITLE_ASC');
    await at.page.getByRole('link', { name: '所选成果的图表' }).click();
    await at.page.waitForURL(/\/insights\?industry=RAIL_TRANSIT$/);
    const menu = at.page.getByRole('navigation', { name: '主导航' });
    await menu.getByRole('link', { name: '检索' }).click();
    await at.page.locator('#results-title').filter({ hasText: '64 项成果' }).waitFor();
    await menu.getByRole('link', { name: '图表' }).click();
    await at.page.waitForURL(/\/insights\?industry=RAIL_TRANSIT$/);
    const status = at.page.locator('.insights-head [role=status]');
    await status.filter({ hasText: '64 项成果' }).waitFor();
    await at.page.getByRole('button', { name: /^提名/ }).click();
    await at.page.waitForURL(/recognition=NOMINATED/);
    await at.page.getByText('各图只统计：提名（未获奖）。').waitFor();
    const asked = 'filter: { industry: { anyOf: ["RAIL_TRANSIT"] }, recognition: { anyOf: [NOMINATED] } }';
    const [{ count }] = (await stats('', asked)) as readonly [Bucket];
    await status.filter({ hasText: `所选 ${count} 项成果` }).waitFor();
    expect((await tableOf('by-award-level'))[0]?.slice(1)).toEqual(['提名（未获奖）']);
    await at.page.getByRole('button', { name: '去掉条件：轨道交通' }).click();
    await at.page.waitForURL(/\/insights\?recognition=NOMINATED$/);
    await at.page.goBack();
    await at.page.getByRole('link', { name: '查看这些成果' }).click();
    await at.page
      .locator('#results-title')
      .filter({ hasText: `${count} 项成果` })
      .waitFor();
    expect(at.visitor.problems).toEqual([]);
  }, 60_000);

  it('is led from a value of the table to its achievements, as many as were counted', async () => {
    await at.visitor.open('/insights?recognition=AWARDED');
    const [, row] = await tableOf('by-region');
    await figure('by-region').locator('tbody a').first().click();
    await at.page
      .locator('#results-title')
      .filter({ hasText: `${row?.[1]} 项成果` })
      .waitFor();
  }, 60_000);

  it('is told when nothing fits, and when the service is away', async () => {
    await at.visitor.open('/insights?industry=RAIL_TRANSIT&region=CN-XZ&from=2024');
    await at.page.getByText('没有符合条件的成果').waitFor();
    expect(await at.page.locator('figure').count()).toBe(0);
    expect(await accessibilityProblems(at.page)).toEqual([]);
    await at.page.route('**/graphql', (route) => route.abort());
    await at.page.locator('.relax').getByRole('button', { name: /2024/ }).click();
    await at.page.reload();
    await at.page.getByText('连接不到服务').first().waitFor();
    await at.page.unroute('**/graphql');
    await at.page.locator('main').getByRole('button', { name: '重试' }).click();
    await at.page.getByText(/^所选 \d+ 项成果$/).waitFor();
  }, 60_000);

  it.each(SCREENS)(
    'has no obstacle on %s, and nothing to scroll sideways',
    async (_, options) => {
      const other = await visit(at.browser, at.service, { ...options, reducedMotion: 'reduce' });
      for (const path of ['/insights', '/insights?q=jiqiren&recognition=AWARDED']) {
        await other.open(path);
        await other.page.locator('figure svg').first().waitFor();
        for (const summary of await other.page.locator('figure summary').all()) await summary.press('Enter');
        await expectNoObstacle(other.page);
      }
      expect(other.problems).toEqual([]);
      await other.close();
    },
    120_000,
  );
});
