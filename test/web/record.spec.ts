import { expect, it } from '@jest/globals';
import { Scope } from '../../src/access/scopes.js';
import { accessibilityProblems, describeVisits, expectNoObstacle, visit } from '../support/browser.js';
import { done, openDesk } from '../support/desk.js';
import { issueKey } from '../support/keys.js';
import { until } from '../support/until.js';

describeVisits('a visitor who reads records', {}, (at) => {
  it('walks from an achievement to the person and back, and to the unit', async () => {
    await at.visitor.open('/achievements/WIA-0001');
    expect(await at.page.locator('h1').textContent()).toContain('万吨级轻稀土');
    expect(await at.page.locator('.record-head .badge').textContent()).toBe('获奖');
    await at.page.locator('.people').getByRole('link', { name: '张文斌' }).click();
    await at.page.locator('h1', { hasText: '张文斌' }).waitFor();
    await until(async () => (await at.page.title()) === '张文斌 · 职工创新成果目录', 'the tab has the name');
    await at.page.locator('main:focus').waitFor();
    await at.page.locator('.card h3 a').click();
    await at.page
      .locator('.facts')
      .getByRole('link', { name: /北方稀土/ })
      .first()
      .click();
    await at.page.waitForURL(/\/organisations\/ORG-/);
    await at.page.locator('.card', { hasText: 'WIA-0001' }).waitFor();
    expect(at.visitor.problems).toEqual([]);
  }, 60_000);

  it.each([
    ['achievements', 'WIA-0001'],
    ['achievements', 'WIA-1221'],
    ['craftsmen', 'CRF-00001'],
    ['studios', 'STU-0001'],
    ['organisations', 'ORG-00001'],
    ['industries', 'RAIL_TRANSIT'],
  ])(
    'reads %s/%s in both languages, without an obstacle',
    async (kind, code) => {
      for (const options of [
        { locale: 'zh-CN' },
        { locale: 'en-GB', colorScheme: 'dark' as const, viewport: { width: 375, height: 800 } },
      ]) {
        const reader = await visit(at.browser, at.service, { ...options, reducedMotion: 'reduce' });
        await reader.open(`/${kind}/${code}`);
        await expectNoObstacle(reader.page);
        expect(await reader.page.locator('.record-code').textContent()).toBe(code);
        expect(await reader.page.locator('.qr').count()).toBe(1);
        expect(reader.problems).toEqual([]);
        await reader.close();
      }
    },
    60_000,
  );

  it.each([
    [
      'organisations',
      '{ organisations(first: 100) { edges { node { code achievements { totalCount } } } } }',
    ],
    ['craftsmen', '{ craftsmen(first: 100) { edges { node { code achievements { totalCount } } } } }'],
    ['studios', '{ studios(first: 100) { edges { node { code achievements { totalCount } } } } }'],
  ])(
    'sees every achievement of the one with the most among %s',
    async (kind, query) => {
      const { edges } = (await at.service.query(query))[kind];
      const [most] = edges
        .map(({ node }: any) => ({ code: node.code, count: node.achievements.totalCount }))
        .sort((a: any, b: any) => b.count - a.count);
      await at.visitor.open(`/${kind}/${most.code}`);
      await at.page.getByRole('heading', { name: `成果（${most.count}）` }).waitFor();
      await at.page.locator('.card').first().waitFor();
      expect(await at.page.locator('.card').count()).toBe(Math.min(most.count, 24));
    },
    60_000,
  );

  it('sees the achievements of an industry one after the other, to the last', async () => {
    const { achievements } = await at.service.query(
      '{ achievements(filter: { industry: { anyOf: ["RAIL_TRANSIT"] } }) { totalCount } }',
    );
    await at.visitor.open('/industries/RAIL_TRANSIT');
    await at.page.locator('.card').first().waitFor();
    for (let shown = 24; shown < achievements.totalCount; shown += 24) {
      await at.page.locator('.more').scrollIntoViewIfNeeded();
      await at.page.locator('.card').nth(shown).waitFor();
    }
    await at.page
      .getByText(`已显示 ${achievements.totalCount} / ${achievements.totalCount} · 已到末尾`)
      .waitFor();
    expect(await at.page.locator('.card').count()).toBe(achievements.totalCount);
    expect(at.visitor.problems).toEqual([]);
  }, 60_000);

  it('never sees a nomination as a win', async () => {
    await at.visitor.open('/achievements/WIA-1221');
    expect(await at.page.locator('main .badge').allTextContents()).toEqual(
      expect.arrayContaining(['提名·未获奖', '提名·未获奖']),
    );
    expect(await at.page.locator('.record-head .badge-awarded, .grants .badge-awarded').count()).toBe(0);
  }, 60_000);

  it('copies how to cite it', async () => {
    await at.visitor.open('/achievements/WIA-0001');
    await at.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await at.page.getByRole('button', { name: 'BibTeX' }).click();
    const shown = await at.page.locator('.citation').textContent();
    expect(shown).toContain('WIA-0001');
    await at.page
      .locator('.record-side section', { hasText: 'BibTeX' })
      .getByRole('button', { name: '复制' })
      .click();
    await at.page.getByText('已复制').waitFor();
    expect(await at.page.evaluate('navigator.clipboard.readText()')).toBe(shown);
  }, 60_000);

  it('is told that there is no such record, and why one was withdrawn', async () => {
    await at.visitor.open('/achievements/WIA-999999');
    expect(await at.page.locator('h1').textContent()).toBe('没有这条记录');
    const desk = openDesk(at.service.database.dataSource);
    await done(desk.withdraw('Achievement', { code: 'WIA-0300', ifVersion: 1, reason: '重复登记' }));
    await at.visitor.open('/achievements/WIA-0300');
    await at.page.getByText('此记录已撤回').waitFor();
    await at.page.getByText('撤回原因：重复登记').waitFor();
    expect(await accessibilityProblems(at.page)).toEqual([]);
  }, 60_000);

  it('is led from a merged record to the one that has it now', async () => {
    const desk = openDesk(at.service.database.dataSource);
    await done(
      desk.merge('Organisation', {
        survivor: { code: 'ORG-01108', ifVersion: 1 },
        duplicate: { code: 'ORG-00927', ifVersion: 1 },
      }),
    );
    await at.visitor.open('/organisations/ORG-00927');
    await at.page.waitForURL(/\/organisations\/ORG-01108$/);
    await at.page.getByText('ORG-00927').first().waitFor();
  }, 60_000);

  it('works as a curator with a key that stands in no address, storage that stays, or log', async () => {
    const { secret } = await issueKey(at.service.database.dataSource, [Scope.CURATE], '馆员甲');
    await at.visitor.open('/achievements/WIA-0002');
    await at.page.getByRole('button', { name: '馆员登录' }).click();
    await at.page.getByLabel('密钥', { exact: true }).fill('wia_wrong');
    await at.page.getByRole('button', { name: '使用密钥' }).click();
    await at.page.locator('dialog').getByText('密钥被拒绝').waitFor();
    expect(await at.page.getByLabel('密钥', { exact: true }).inputValue()).toBe('wia_wrong');
    expect(await accessibilityProblems(at.page)).toEqual([]);
    await at.page.getByLabel('密钥', { exact: true }).fill(secret);
    await at.page.getByRole('button', { name: '使用密钥' }).click();
    await at.page.getByRole('button', { name: '馆员甲' }).waitFor();
    await at.page.getByRole('heading', { name: '变更记录' }).waitFor();
    expect(await at.page.evaluate('JSON.stringify(localStorage) + document.cookie')).not.toContain(secret);
    expect(at.page.url()).not.toContain(secret);
    expect(at.service.logs.join('')).not.toContain(secret);
    await at.page.getByRole('button', { name: '馆员甲' }).click();
    await at.page.getByRole('button', { name: '停用密钥' }).click();
    await at.page.getByRole('button', { name: '馆员登录' }).waitFor();
    expect(
      await at.page.evaluate(
        'sessionStorage.length === 0 || !JSON.stringify(sessionStorage).includes("wia_")',
      ),
    ).toBe(true);
  }, 60_000);
});
