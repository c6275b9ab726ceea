import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import jsqr from 'jsqr';
import { PDFDocument } from 'pdf-lib';
import { type Browser, type Page } from 'playwright-core';
import { Scope } from '../../src/access/scopes.js';
import { createTestApp, type TestApp } from '../support/app.js';
import { accessibilityProblems, describeInBrowser, enterKey, visit, type Visit } from '../support/browser.js';
import { launchBrowser } from '../support/chromium.js';
import { aCurator, codesOf, type Curator } from '../support/collections.js';
import { issueKey } from '../support/keys.js';
import { until } from '../support/until.js';

// A browser on a busy machine takes its time.
jest.setTimeout(180_000);

const PUBLIC_URL = 'https://catalogue.example';

/** A search that finds thirty achievements. */
const THIRTY = '/?industry=CONSTRUCTION&recognition=AWARDED&from=2016';

let service: TestApp;
let browser: Browser;
let own: Visit;
let page: Page;
/** A curator at another desk, over the API. */
let other: Curator;

/** The codes of the achievements on the page, in their order. */
async function shownCodes(on: Page): Promise<string[]> {
  const codes = (await on.locator('.exhibit-line').all()).map((line) => line.getAttribute('data-code'));
  return (await Promise.all(codes)).map((code) => code ?? '');
}

/** Opens an exhibit in the same tab, by its link, so that the key stays in use. */
async function openExhibit(slug: string): Promise<void> {
  await page.goto(`${service.url}/collections/${slug}`);
  await page.getByRole('group', { name: '展览工具' }).waitFor();
}

const settled = (): Promise<void> =>
  page.locator('.exhibit-facts [role=status]', { hasText: '已保存' }).waitFor();

/** The slug of the exhibit that is shown. */
const slugShown = (): string => new URL(page.url()).pathname.split('/')[2] ?? '';

describeInBrowser('an exhibit', () => {
  beforeAll(async () => {
    service = await createTestApp(null, { publicUrl: PUBLIC_URL });
    other = await aCurator(service, '王');
    browser = await launchBrowser();
    own = await visit(browser, service);
    ({ page } = own);
    const { secret } = await issueKey(service.database.dataSource, [Scope.CURATE], '李');
    await page.goto(service.url);
    await enterKey(page, secret);
  });

  afterAll(async () => {
    await browser.close();
    await service.close();
  });

  it('is built of a search, arranged by keyboard and pointer, and is so again after reloading', async () => {
    await page.goto(service.url + THIRTY);
    await page.getByRole('button', { name: '全部 30 项加入展览' }).click();
    await page.getByLabel('加入到').selectOption({ label: '新建展览……' });
    await page.getByLabel('中文').fill('三十项建设成果');
    await page.getByRole('button', { name: '加入', exact: true }).click();
    await page.getByRole('link', { name: '打开展览' }).click();
    await page.getByRole('group', { name: '展览工具' }).waitFor();
    const before = await shownCodes(page);
    expect(before).toHaveLength(30);

    await page.getByLabel('中文').last().fill('第一展区');
    await page.getByRole('button', { name: '添加', exact: true }).click();
    await page.getByRole('heading', { name: '第一展区' }).waitFor();

    // By keyboard: the third item goes up by two places.
    const third = page.locator(`[data-code="${before[2]}"] .exhibit-handle`);
    await third.focus();
    for (const [key, told] of [
      ['Space', '已拿起'],
      ['ArrowUp', '移到第 2 位'],
      ['ArrowUp', '移到第 1 位'],
      ['Space', '放在第 1 位'],
    ] as const) {
      await page.keyboard.press(key);
      await page.locator('[aria-live]', { hasText: told }).waitFor({ state: 'attached' });
    }
    await settled();
    await until(async () => (await shownCodes(page))[0] === before[2], 'the third item is the first');

    // By its form: the last item goes into the section, with a label and a note.
    const last = page.locator(`[data-code="${before[29]}"]`);
    await last.getByRole('button', { name: /的展签和说明/ }).click();
    await last.getByLabel('移到分组').selectOption({ label: '第一展区' });
    await settled();
    await last.getByLabel('中文').first().fill('看这里');
    await last.getByLabel('英文').last().fill('Lit from above');
    await last.getByRole('button', { name: '保存' }).click();
    await settled();
    await last.getByRole('heading', { name: '看这里' }).waitFor();

    const arranged = await shownCodes(page);
    expect(arranged).toEqual([before[2], before[0], before[1], ...before.slice(3)]);
    await page.reload();
    await page.getByRole('group', { name: '展览工具' }).waitFor();
    expect(await shownCodes(page)).toEqual(arranged);
    const kept = await other.see(slugShown());
    expect(codesOf(kept)).toEqual(arranged);
    expect(kept.items.edges.at(-1).node).toMatchObject({ section: { id: 's1' }, labels: { zh: '看这里' } });
    expect(await accessibilityProblems(page)).toEqual([]);

    await page.getByRole('button', { name: '撤销' }).click();
    await last.getByRole('heading', { name: '看这里' }).waitFor({ state: 'detached' });
    expect(await shownCodes(page)).toEqual(arranged);
  });

  it('is dragged by pointer', async () => {
    await other.make('dragged', ['WIA-0001', 'WIA-0002', 'WIA-0003']);
    await openExhibit('dragged');
    const from = await page.locator('[data-code="WIA-0003"] .exhibit-handle').boundingBox();
    const to = await page.locator('[data-code="WIA-0001"] .exhibit-handle').boundingBox();
    if (!from || !to) throw new Error('The items are not shown.');
    await page.mouse.move(from.x + 10, from.y + 10);
    await page.mouse.down();
    await page.mouse.move(to.x + 12, to.y + 4, { steps: 12 });
    await page.mouse.up();
    await until(
      async () => codesOf(await other.see('dragged'))[0] === 'WIA-0003',
      'the service has the order of the page',
    );
    expect(await shownCodes(page)).toEqual(['WIA-0003', 'WIA-0001', 'WIA-0002']);
  });

  it('takes in a record from its page, says what it did, and takes it back', async () => {
    await other.make('chosen', ['WIA-0001']);
    await page.goto(`${service.url}/achievements/WIA-0002`);
    const add = page.locator('.record-head').getByRole('button', { name: '加入展览' });
    const dialog = page.getByRole('dialog', { name: '加入展览' });
    const submit = dialog.getByRole('button', { name: '加入', exact: true });
    await add.click();
    await dialog.getByLabel('加入到').selectOption('chosen');
    await submit.click();
    await dialog.getByText('已把 1 项加入“展览”，现有 2 项。').waitFor();
    expect(codesOf(await other.see('chosen'))).toEqual(['WIA-0001', 'WIA-0002']);
    expect(await accessibilityProblems(page)).toEqual([]);
    await dialog.getByRole('button', { name: '撤销' }).click();
    await dialog.getByText('已撤销，“展览”和加入之前一样。').waitFor();
    expect(codesOf(await other.see('chosen'))).toEqual(['WIA-0001']);
    await dialog.getByRole('button', { name: '关闭' }).click();

    // What was changed by somebody else meanwhile is not taken back.
    await add.click();
    await submit.click();
    await dialog.getByText('现有 2 项').waitFor();
    await other.run('addToCollection', 'slug: "chosen", codes: ["WIA-0003"]');
    await dialog.getByRole('button', { name: '撤销' }).click();
    await dialog.getByText('没有撤销').waitFor();
    await dialog.getByRole('button', { name: '关闭' }).click();
    await add.click();
    await submit.click();
    await dialog.getByText('没有重复加入；现有 3 项。').waitFor();
    expect(await dialog.getByRole('button', { name: '撤销' }).count()).toBe(0);
    await dialog.getByRole('button', { name: '关闭' }).click();

    // One that was made for it goes with it.
    await add.click();
    await dialog.getByLabel('加入到').selectOption('');
    await dialog.getByLabel('中文').fill('临时展览');
    await submit.click();
    await dialog.getByRole('button', { name: '撤销' }).click();
    await dialog.getByText('为此新建的“临时展览”已删除').waitFor();
    await dialog.getByRole('button', { name: '关闭' }).click();
    const { collections } = (
      await service.send('{ collections { edges { node { title { value } } } } }', {}, other.headers)
    ).data;
    expect(JSON.stringify(collections)).not.toContain('临时展览');
  });

  it('has several items chosen, and moves and removes them at once', async () => {
    await other.make('several', ['WIA-0001', 'WIA-0002', 'WIA-0003', 'WIA-0004', 'WIA-0005']);
    await other.run('addCollectionSection', 'slug: "several", ifVersion: 2, input: { title: { zh: "甲" } }');
    await openExhibit('several');
    const bar = page.getByRole('group', { name: '所选成果' });
    const choose = async (...codes: string[]): Promise<void> => {
      for (const code of codes) await page.locator(`[data-code="${code}"] input[type=checkbox]`).check();
    };
    const becomes = async (codes: string[]): Promise<void> => {
      await until(
        async () => codesOf(await other.see('several')).join() === codes.join(),
        'the order is kept',
      );
      expect(await shownCodes(page)).toEqual(codes);
      await bar.waitFor({ state: 'detached' });
    };
    await choose('WIA-0004', 'WIA-0002');
    await bar.getByText('已选 2 项').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await bar.getByRole('button', { name: '移动' }).click();
    await becomes(['WIA-0001', 'WIA-0003', 'WIA-0005', 'WIA-0002', 'WIA-0004']);
    expect((await other.see('several')).items.edges.at(-1).node.section).toEqual({ id: 's1' });
    await choose('WIA-0004');
    await bar.getByRole('combobox').selectOption({ label: '展览最前面' });
    await bar.getByRole('button', { name: '移动' }).click();
    await becomes(['WIA-0004', 'WIA-0001', 'WIA-0003', 'WIA-0005', 'WIA-0002']);
    await choose('WIA-0001', 'WIA-0002');
    await bar.getByRole('button', { name: '移出展览' }).click();
    await becomes(['WIA-0004', 'WIA-0003', 'WIA-0005']);
    await page.reload();
    await page.getByRole('group', { name: '展览工具' }).waitFor();
    expect(await shownCodes(page)).toEqual(['WIA-0004', 'WIA-0003', 'WIA-0005']);
  });

  it('shows both versions to the later of two curators, and nothing typed is lost', async () => {
    const { version } = await other.make('both', ['WIA-0001', 'WIA-0002', 'WIA-0003']);
    await openExhibit('both');
    const line = page.locator('[data-code="WIA-0002"]');
    await line.getByRole('button', { name: /的展签和说明/ }).click();
    await line.getByLabel('中文').first().fill('我写的展签');
    await other.run('removeFromCollection', `slug: "both", ifVersion: ${version}, codes: ["WIA-0003"]`);
    await line.getByRole('button', { name: '保存' }).click();

    const conflict = page.getByRole('region', { name: '有人先改了' });
    await conflict.waitFor();
    expect(await conflict.getByText('我写的展签').count()).toBe(1);
    const sides = conflict.locator('.conflict-lines');
    expect(await sides.nth(0).locator('li').count()).toBe(2);
    expect(await sides.nth(1).locator('li').count()).toBe(3);
    expect(await line.getByLabel('中文').first().inputValue()).toBe('我写的展签');
    expect(codesOf(await other.see('both'))).toEqual(['WIA-0001', 'WIA-0002']);
    expect(await accessibilityProblems(page)).toEqual([]);

    await conflict.getByRole('button', { name: '在现在的版本上再做我的改动' }).click();
    await conflict.waitFor({ state: 'detached' });
    await settled();
    const now = await other.see('both');
    expect(codesOf(now)).toEqual(['WIA-0001', 'WIA-0002']);
    expect(now.items.edges[1].node.labels.zh).toBe('我写的展签');
  });

  it('opens by a link until it expires', async () => {
    await other.make('lent', ['WIA-0001', 'WIA-0002']);
    await openExhibit('lent');
    await page.getByRole('button', { name: '分享' }).click();
    await page.getByRole('button', { name: '设为“凭链接”' }).click();
    await page.getByRole('button', { name: '生成链接' }).click();
    const link = await page.getByRole('textbox', { name: '分享链接' }).inputValue();
    expect(link).toMatch(/\/collections\/lent#share=wia_share_[0-9a-f]{64}$/);
    await page.getByRole('button', { name: '关闭' }).click();

    const visitor = await visit(browser, service);
    const visiting = visitor.page;
    await visiting.goto(link);
    await visiting.locator('.exhibit-line').first().waitFor();
    expect(await visiting.locator('.exhibit-line').count()).toBe(2);
    expect(await visiting.getByRole('button', { name: '分享' }).count()).toBe(0);
    const asked: string[] = [];
    visiting.on('request', (request) => asked.push(request.url()));
    await visiting.getByText('导出', { exact: true }).click();
    const [file] = await Promise.all([
      visiting.waitForEvent('download'),
      visiting.getByRole('button', { name: 'jsonl' }).click(),
    ]);
    expect(file.suggestedFilename()).toBe('lent.jsonl');
    const rows = readFileSync(await file.path(), 'utf8')
      .trim()
      .split('\n');
    expect(rows.map((row) => (JSON.parse(row) as { code: string }).code)).toEqual(['WIA-0001', 'WIA-0002']);
    expect(asked.join()).not.toContain('wia_');
    await visiting.getByRole('link', { name: '打印展签' }).click();
    await visiting.locator('.label').nth(1).waitFor();
    expect(visiting.url()).not.toContain('wia_');
    await visiting.goBack();
    await visiting.locator('.exhibit-line').nth(1).waitFor();
    await service.database.dataSource.query(
      `UPDATE collection_share SET created_at = now() - interval '2 days', expires_at = clock_timestamp()`,
    );
    await visiting.reload();
    await visiting.getByText('这个链接已失效').waitFor();
    expect(await visiting.locator('.exhibit-line').count()).toBe(0);
    await visitor.close();
    expect(service.logs.join('')).not.toContain(link.split('#share=')[1]?.slice(0, 30));
  });

  it('is not shown to whoever has no link', async () => {
    await other.make('hidden', ['WIA-0001']);
    const visitor = await visit(browser, service);
    const visiting = visitor.page;
    await visiting.goto(`${service.url}/collections/hidden`);
    await visiting.getByText('没有这个展览，或它不对外公开。').waitFor();
    await visitor.close();
  });

  it('prints labels, four on a sheet, each with the way to its record', async () => {
    const { collections } = (
      await service.send('{ collections { edges { node { slug itemCount } } } }', {}, other.headers)
    ).data;
    const slug = collections.edges.find(({ node }: any) => node.itemCount === 30).node.slug as string;
    const codes = codesOf(await other.see(slug));
    await page.goto(`${service.url}/collections/${slug}/labels`);
    await page.locator('.label').nth(29).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.emulateMedia({ media: 'print' });
    const labels = await PDFDocument.load(await page.pdf({ preferCSSPageSize: true, printBackground: true }));
    expect(labels.getPageCount()).toBe(8);
    expect(labels.getPage(0).getSize()).toMatchObject({
      width: expect.closeTo(595, 0),
      height: expect.closeTo(842, 0),
    });
    for (const place of [0, 29]) {
      expect(await decoded(page.locator('.label-qr svg').nth(place))).toBe(
        `${PUBLIC_URL}/id/${codes[place]}`,
      );
    }
    const cut = await page.evaluate<number>(
      `[...document.querySelectorAll('.label')].filter((label) => label.scrollHeight > label.clientHeight + 1).length`,
    );
    expect(cut).toBe(0);

    await page.emulateMedia({ media: null });
    await page.goto(`${service.url}/collections/${slug}/list`);
    await page.locator('.curators-list tbody tr').nth(29).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  it('never prints a nomination as a win', async () => {
    const { achievements } = await service.query(
      '{ achievements(filter: { recognition: { anyOf: [NOMINATED] } }, first: 1) { edges { node { code } } } }',
    );
    await other.make('nominated', [achievements.edges[0].node.code]);
    await page.goto(`${service.url}/collections/nominated/labels`);
    const label = page.locator('.label');
    await label.waitFor();
    expect(await label.locator('.badge').textContent()).toContain('提名');
    expect(await label.locator('.label-grants').textContent()).toContain('提名·未获奖');
    expect(await label.locator('.badge-awarded').count()).toBe(0);
  });

  it('is listed, copied, deleted and brought back', async () => {
    await other.make('kept', ['WIA-0001']);
    await openExhibit('kept');
    await page.getByRole('button', { name: '复制一份' }).click();
    await page.getByRole('heading', { name: '展览（副本）' }).waitFor();
    await page.getByRole('button', { name: '删除' }).click();
    await page.getByRole('button', { name: '恢复' }).click();
    await page.getByRole('heading', { name: '展览（副本）' }).waitFor();
    await page.getByRole('link', { name: '全部展览' }).click();
    await page.getByRole('link', { name: '展览（副本）' }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Exhibits', exact: true }).waitFor();
    expect(await page.getByRole('link', { name: 'An exhibit (copy)' }).count()).toBe(1);
    expect(page.url()).not.toContain('wia_');
    await own.close();
  });
});

/** The pixels of a picture, by the browser’s own decoder. */
const PIXELS = `async (source) => {
  const image = new Image();
  image.src = source;
  await image.decode();
  const drawn = new OffscreenCanvas(image.width, image.height).getContext('2d');
  drawn.drawImage(image, 0, 0);
  const { data, width, height } = drawn.getImageData(0, 0, image.width, image.height);
  return { data: [...data], width, height };
}`;

/** What a QR code on the page says, read from a picture of it. */
async function decoded(code: ReturnType<Page['locator']>): Promise<string | undefined> {
  const picture = `data:image/png;base64,${(await code.screenshot({ scale: 'css' })).toString('base64')}`;
  const blank = await browser.newPage();
  const { data, width, height } = await blank.evaluate<{ data: number[]; width: number; height: number }>(
    `(${PIXELS})(${JSON.stringify(picture)})`,
  );
  await blank.close();
  // CommonJS, whose types tell of a default that is one level deeper.
  const read = jsqr as unknown as typeof jsqr.default;
  return read(Uint8ClampedArray.from(data), width, height)?.data;
}
