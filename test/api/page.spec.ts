import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestApp, type TestApp } from '../support/app.js';
import { done, openDesk } from '../support/desk.js';

/** What the first page may weigh, packed, with everything that it loads at once. */
const MAX_FIRST_LOAD_BYTES = 250_000;

let service: TestApp;

beforeAll(async () => {
  service = await createTestApp(null, { publicUrl: 'https://catalogue.example' });
}, 60_000);

afterAll(() => service.close());

interface Got {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

async function get(path: string, headers: Record<string, string> = {}): Promise<Got> {
  const response = await fetch(`${service.url}${path}`, { headers, redirect: 'manual' });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** What a page says of itself under a name. */
function said(html: string, name: string): string | undefined {
  return new RegExp(`<meta (?:name|property)="${name}" content="([^"]*)"`).exec(html)?.[1];
}

function linked(html: string): any {
  return JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/.exec(html)?.[1] ?? 'null');
}

/** The scripts and styles that a page loads at once. */
function assetsOf(html: string): string[] {
  return [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => path as string);
}

describe('the page', () => {
  it.each([
    '/',
    '/?q=x',
    '/insights',
    '/collections',
    '/collections/rail-2023',
    '/collections/rail-2023/print',
  ])('is served at %s under a policy that allows no inline script', async (path) => {
    const { status, headers, text } = await get(path);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    const policy = headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self';");
    expect(policy).not.toContain('unsafe');
    expect(headers.get('cache-control')).toBe('no-cache');
    expect(text).not.toMatch(/<script(?![^>]*(?:src=|ld\+json))|<style|\son\w+=|style=/);
  });

  it('is not served where there is none', async () => {
    expect((await get('/no-such-page', { accept: 'text/html' })).status).toBe(404);
    expect((await get('/assets/no-such-asset.js')).status).toBe(404);
    expect((await get('/assets/..%2fpackage.json')).status).toBe(404);
  });

  it('loads assets that never change under a name, and is not sent twice', async () => {
    const { headers, text } = await get('/');
    for (const path of assetsOf(text)) {
      const asset = await get(path);
      expect(asset.status).toBe(200);
      expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    }
    expect((await get('/', { 'if-none-match': headers.get('etag') ?? '' })).status).toBe(304);
  });

  it('weighs little at its first load', async () => {
    const { text } = await get('/');
    const parts = await Promise.all(assetsOf(text).map((path) => get(path)));
    const bytes = [text, ...parts.map((part) => part.text)].map((part) => gzipSync(part).length);
    expect(parts.length).toBeGreaterThan(1);
    expect(bytes.reduce((sum, size) => sum + size)).toBeLessThan(MAX_FIRST_LOAD_BYTES);
  });

  it('leaves the addresses of the API what they are', async () => {
    expect((await get('/health/live')).status).toBe(200);
    expect((await get('/graphiql')).text).toContain('GraphiQL');
    expect((await get('/schema.graphql')).text).toContain('type Query');
    expect((await service.query('{ catalogInfo { revision } }')).catalogInfo.revision).toEqual(
      expect.any(Number),
    );
  });
});

describe('the page of a record', () => {
  it('says what it shows, in the language that the address or the browser asks for', async () => {
    const { text } = await get('/achievements/WIA-0001');
    expect(text).toContain('<html lang="zh-CN">');
    expect(text).toContain('<title>万吨级轻稀土碳酸盐连续化生产工艺研究及产业化 · 职工创新成果目录</title>');
    expect(said(text, 'og:title')).toContain('万吨级轻稀土');
    expect(said(text, 'description')).toMatch(/获奖.*第七届全国职工优秀技术创新成果.*张文斌/);
    expect(said(text, 'og:url')).toBe('https://catalogue.example/achievements/WIA-0001');
    for (const { text: english } of [
      await get('/achievements/WIA-0001?lang=en'),
      await get('/achievements/WIA-0001', { 'accept-language': 'en-GB' }),
    ]) {
      expect(english).toContain('<html lang="en">');
      expect(english).toContain('<title>10,000-tonne-class');
    }
  });

  it('tells search engines what it is, and no nomination as an award', async () => {
    const won = linked((await get('/achievements/WIA-0001')).text);
    expect(won).toMatchObject({
      '@context': 'https://schema.org',
      '@type': 'CreativeWork',
      '@id': 'https://catalogue.example/id/WIA-0001',
    });
    expect(JSON.stringify(won.award)).toContain('第七届全国职工优秀技术创新成果');
    const nominated = await get('/achievements/WIA-1221');
    expect(linked(nominated.text).award).toBeUndefined();
    expect(said(nominated.text, 'description')).toContain('提名（未获奖）');
  });

  it.each([
    ['craftsmen', 'CRF-00001', 'Person'],
    ['studios', 'STU-0001', 'Organization'],
    ['organisations', 'ORG-00001', 'Organization'],
    ['industries', 'RAIL_TRANSIT', 'DefinedTerm'],
  ])('is there for %s too', async (kind, code, type) => {
    const { status, text } = await get(`/${kind}/${code}`);
    expect(status).toBe(200);
    expect(linked(text)).toMatchObject({ '@type': type, identifier: code });
  });

  it.each([
    ['a code that never was', '/achievements/WIA-999999'],
    ['a code of another kind', '/craftsmen/WIA-0001'],
    ['no code at all', '/studios/%3Cscript%3E'],
  ])('answers 404 with the page for %s, to be found by nobody', async (_, path) => {
    const { status, text } = await get(path, { accept: 'text/html' });
    expect(status).toBe(404);
    expect(text).toContain('<div id="page">');
    expect(said(text, 'robots')).toBe('noindex');
    expect(text).not.toContain('<script>');
  });

  it('answers 410 for a withdrawn record, and leads on from a merged one', async () => {
    const desk = openDesk(service.database.dataSource);
    await done(desk.withdraw('Achievement', { code: 'WIA-0300', ifVersion: 1 }));
    expect((await get('/achievements/WIA-0300')).status).toBe(410);
    await done(
      desk.merge('Organisation', {
        survivor: { code: 'ORG-01108', ifVersion: 1 },
        duplicate: { code: 'ORG-00927', ifVersion: 1 },
      }),
    );
    const { status, headers } = await get('/organisations/ORG-00927');
    expect([status, headers.get('location')]).toEqual([
      302,
      'https://catalogue.example/organisations/ORG-01108',
    ]);
  });

  it('puts names into the head as text, whatever they are', async () => {
    const desk = openDesk(service.database.dataSource);
    const name = '</script><script>alert(1)</script>"&<b>';
    const { code } = await done(desk.create('Craftsman', { name }));
    const { text } = await get(`/craftsmen/${code}`);
    expect(text).not.toContain('<script>alert');
    expect(text).not.toContain('<b>');
    expect(linked(text).name).toEqual(expect.anything());
  });
});
