import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestApp, type TestApp } from '../support/app.js';
import { done, openDesk } from '../support/desk.js';

let service: TestApp;

beforeAll(async () => {
  service = await createTestApp(null, { publicUrl: 'https://catalogue.example' });
});

afterAll(() => service.close());

function get(path: string): Promise<Response> {
  return fetch(`${service.url}${path}`);
}

const WORK = '万吨级轻稀土碳酸盐连续化生产工艺研究及产业化';

describe('the citation of an achievement', () => {
  it('is the same by GraphQL and over HTTP', async () => {
    const { achievement } = await service.query(
      '{ achievement(code: "WIA-0001") { updatedAt citation(style: GBT7714, accessed: "2026-11-21") } }',
    );
    const updated = String(achievement.updatedAt).slice(0, 10);
    const expected = `张文斌. ${WORK}[DS/OL]. V1. 职工创新成果目录（${updated}）[2026-11-21]. https://catalogue.example/id/WIA-0001.`;
    expect(achievement.citation).toBe(expected);
    const response = await get('/v1/achievements/WIA-0001/citation?accessed=2026-11-21');
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(await response.text()).toBe(`${expected}\n`);
  });

  it('comes in the style asked for', async () => {
    const response = await get('/v1/achievements/WIA-0001/citation?style=bibtex');
    expect(response.headers.get('content-type')).toBe('application/x-bibtex; charset=utf-8');
    expect(await response.text()).toMatch(/^@misc\{WIA-0001,\n {2}author {7}= \{\{张文斌\}\},/);
    const apa = await get('/v1/achievements/WIA-0001/citation?style=apa&accessed=2026-11-21');
    expect(await apa.text()).toContain(
      'Retrieved November 21, 2026, from https://catalogue.example/id/WIA-0001',
    );
  });

  it('takes no more statements for a longer page', async () => {
    const citations = (first: number): Promise<string[]> =>
      service.statements.during(() =>
        service.query(`{ achievements(first: ${first}) { edges { node { citation } } } }`),
      );
    expect((await citations(50)).length).toBe((await citations(20)).length);
  });

  it('names the units of one that names nobody', async () => {
    const response = await get('/v1/achievements/WIA-0002/citation');
    expect(await response.text()).toMatch(
      /^内蒙古北方重工业集团有限公司\. 大直径开放式齿弧高效加工技术\[DS\/OL\]/,
    );
  });
});

describe('the citation of another record', () => {
  it.each([
    ['craftsmen', 'CRF-00001', '张文斌'],
    ['studios', 'STU-0001', ''],
    ['organisations', 'ORG-00001', '中国北方稀土(集团)高科技股份有限公司冶炼分公司'],
  ])('of the %s is that of its entry', async (kind, code, name) => {
    const text = await (await get(`/v1/${kind}/${code}/citation`)).text();
    expect(text).toContain(`${name}[DS/OL]. V1. 职工创新成果目录（`);
    expect(text).toContain(`https://catalogue.example/id/${code}.`);
  });
});

describe('what cannot be cited', () => {
  it.each([
    [
      '/v1/achievements/WIA-9999/citation',
      404,
      'NOT_FOUND',
      'There is no “WIA-9999” among the achievements.',
    ],
    ['/v1/industries/RAIL/citation', 404, 'NOT_FOUND', 'Citations are given of achievements, craftsmen,'],
    ['/v1/achievements/WIA-0001/citation?style=mla', 400, 'BAD_USER_INPUT', 'gbt7714, apa, bibtex'],
    ['/v1/achievements/WIA-0001/citation?style=apa&style=apa', 400, 'BAD_USER_INPUT', 'gbt7714, apa, bibtex'],
    ['/v1/achievements/WIA-0001/citation?accessed=today', 400, 'BAD_USER_INPUT', '2026-11-21'],
  ])('%s is told with %s', async (path, status, code, told) => {
    const response = await get(path);
    const problem = (await response.json()) as Record<string, string>;
    expect([response.status, problem.code]).toEqual([status, code]);
    expect(problem.detail).toContain(told);
  });

  it('a wrong day is told by GraphQL', async () => {
    const { errors } = await service.send(
      '{ achievement(code: "WIA-0001") { citation(accessed: "today") } }',
    );
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  it('a withdrawn record is gone, and a merged one is its survivor', async () => {
    const desk = openDesk(service.database.dataSource);
    await done(desk.withdraw('Achievement', { code: 'WIA-0003', ifVersion: 1 }));
    expect((await get('/v1/achievements/WIA-0003/citation')).status).toBe(410);
    await done(
      desk.merge('Organisation', {
        survivor: { code: 'ORG-01108', ifVersion: 1 },
        duplicate: { code: 'ORG-00927', ifVersion: 1 },
      }),
    );
    expect(await (await get('/v1/organisations/ORG-00927/citation')).text()).toContain('/id/ORG-01108.');
  });
});
