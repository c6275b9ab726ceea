import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestApp, type TestApp } from '../support/app.js';
import { anAchievement, done, openDesk, type Desk } from '../support/desk.js';

/** The address of the settings, under which no test can reach the service. */
const PUBLIC = 'https://catalogue.example';

let service: TestApp;
let desk: Desk;

beforeAll(async () => {
  service = await createTestApp(null, { publicUrl: PUBLIC });
  desk = openDesk(service.database.dataSource);
});

afterAll(() => service.close());

function get(path: string, accept?: string): Promise<Response> {
  const headers = new Headers(accept === undefined ? [] : [['accept', accept]]);
  return fetch(`${service.url}${path}`, { redirect: 'manual', headers });
}

/** What a browser sends. */
const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

async function jsonLd(code: string): Promise<any> {
  const response = await get(`/id/${code}.jsonld`);
  expect(response.headers.get('content-type')).toBe('application/ld+json; charset=utf-8');
  return response.json();
}

async function anyCode(list: string, filter: string): Promise<string> {
  const answer = await service.query(`{ ${list}(first: 1, filter: ${filter}) { edges { node { code } } } }`);
  return answer[list].edges[0].node.code;
}

describe('a permanent address', () => {
  it.each([
    ['WIA-0001', '/achievements/WIA-0001'],
    ['CRF-00001', '/craftsmen/CRF-00001'],
    ['STU-0001', '/studios/STU-0001'],
    ['ORG-00001', '/organisations/ORG-00001'],
    ['RAIL_TRANSIT', '/industries/RAIL_TRANSIT'],
  ])('leads a reader of %s to its page', async (code, page) => {
    const response = await get(`/id/${code}`, BROWSER);
    expect([response.status, response.headers.get('location')]).toEqual([303, PUBLIC + page]);
    expect(response.headers.get('vary')).toContain('Accept');
  });

  it.each([
    [undefined, 'application/json; charset=utf-8'],
    ['*/*', 'application/json; charset=utf-8'],
    ['application/json', 'application/json; charset=utf-8'],
    ['image/png', 'application/json; charset=utf-8'],
    ['application/ld+json', 'application/ld+json; charset=utf-8'],
    ['text/html;q=0.5, application/ld+json', 'application/ld+json; charset=utf-8'],
  ])('gives data to a client that accepts %s', async (accept, type) => {
    const response = await get('/id/WIA-0001', accept);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, type]);
    expect(response.headers.get('vary')).toContain('Accept');
    expect(response.headers.get('link')).toContain(
      `<${PUBLIC}/id/WIA-0001.jsonld>; rel="alternate"; type="application/ld+json"`,
    );
    expect(response.headers.get('link')).toContain(`<${PUBLIC}/id/WIA-0001>; rel="canonical"`);
    const { code, identifier } = (await response.json()) as any;
    expect(code ?? identifier).toBe('WIA-0001');
  });

  it('gives the row that the feed of changes has', async () => {
    const { changes } = await service.query('{ changes(first: 100) { edges { node { type code row } } } }');
    for (const { node } of changes.edges.filter((_: unknown, place: number) => place % 20 === 0)) {
      expect(await (await get(`/id/${node.code}.json`)).json()).toEqual(node.row);
    }
  });

  it('is told by every record', async () => {
    const { achievement } = await service.query(
      '{ achievement(code: "WIA-0001") { url industry { url } organisation { url } } }',
    );
    expect(achievement.url).toBe(`${PUBLIC}/id/WIA-0001`);
    for (const { url } of [achievement, achievement.industry, achievement.organisation]) {
      expect((await get(url.slice(PUBLIC.length))).status).toBe(200);
    }
  });

  it('gives data where there is no page', async () => {
    for (const code of ['AWD-0001', 'CN-BJ']) {
      const response = await get(`/id/${code}`, BROWSER);
      expect([response.status, response.headers.get('content-type')]).toEqual([
        200,
        'application/json; charset=utf-8',
      ]);
      expect(response.headers.get('link')).not.toContain('text/html');
    }
  });

  it('follows a merge for good, and tells why a record is gone', async () => {
    const [kept, gone] = [
      await done(desk.create('Organisation', { name: '甲公司' })),
      await done(desk.create('Organisation', { name: '乙公司' })),
    ];
    const pair = {
      survivor: { code: kept.code, ifVersion: 1 },
      duplicate: { code: gone.code, ifVersion: 1 },
    };
    await done(desk.merge('Organisation', pair));
    for (const suffix of ['', '.json', '.jsonld']) {
      const response = await get(`/id/${gone.code}${suffix}`);
      expect([response.status, response.headers.get('location')]).toEqual([
        301,
        `${PUBLIC}/id/${kept.code}${suffix}`,
      ]);
    }
    const { code } = await done(desk.create('Achievement', anAchievement()));
    await done(desk.withdraw('Achievement', { code, ifVersion: 1, reason: '来源撤回' }));
    const problem = await get(`/id/${code}`, 'application/json');
    expect(problem.status).toBe(410);
    expect(await problem.json()).toMatchObject({ code: 'GONE', reason: '来源撤回', recordCode: code });
    const page = await get(`/id/${code}`, BROWSER);
    expect(page.status).toBe(410);
    expect(await page.text()).toContain('来源撤回');
    await done(desk.restore('Achievement', { code }));
    expect((await get(`/id/${code}`)).status).toBe(200);
  });

  it.each(['WIA-9999', 'wia-0001', 'NO_SUCH', 'WIA-0001.xml', '%00', 'WIA-0001%27', '.jsonld'])(
    'is none for %s',
    async (code) => {
      const response = await get(`/id/${code}`, 'application/json');
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ code: 'NOT_FOUND' });
    },
  );
});

describe('the linked data of', () => {
  it('an achievement that won name the award; of one that was nominated they do not', async () => {
    const won = await jsonLd(await anyCode('achievements', '{ awardWon: { anyOf: ["AWD-0001"] } }'));
    expect(won).toMatchObject({ '@context': 'https://schema.org', '@type': 'CreativeWork' });
    expect(won['@id']).toBe(`${PUBLIC}/id/${won.identifier}`);
    expect(won.award).toContain('第七届全国职工优秀技术创新成果');
    const code = await anyCode('achievements', '{ recognition: { anyOf: [NOMINATED] } }');
    const nominated = await jsonLd(code);
    expect(nominated).not.toHaveProperty('award');
    expect(JSON.stringify(nominated.creativeWorkStatus)).toContain('提名，未获奖');
    const { achievement } = await service.query(
      `{ achievement(code: "${code}") { grants { award { name { value } } } } }`,
    );
    for (const { award } of achievement.grants) {
      expect(JSON.stringify(nominated.description)).toContain(`未获奖，仅提名或报道：${award.name.value}`);
    }
  });

  it('a person name a unit only where the source does', async () => {
    const of = async (basis: string): Promise<{ code: string; organisation: string }> => {
      const [found] = await service.database.dataSource.query<{ code: string; organisation: string }[]>(
        'SELECT code, organisation_code AS organisation FROM craftsman WHERE organisation_basis = $1 LIMIT 1',
        [basis],
      );
      return found as { code: string; organisation: string };
    };
    const { code, organisation } = await of('SOLE_UNIT');
    const { affiliation } = await jsonLd(code);
    expect(affiliation).toMatchObject({ '@type': 'Organization', identifier: organisation });
    expect(await jsonLd((await of('LEAD_UNIT')).code)).not.toHaveProperty('affiliation');
  });

  it.each([
    ['CRF-00001', 'Person'],
    ['STU-0001', 'Organization'],
    ['ORG-00001', 'Organization'],
    ['AWD-0001', 'DefinedTerm'],
    ['RAIL_TRANSIT', 'DefinedTerm'],
    ['CN-BJ', 'AdministrativeArea'],
  ])('%s are of the type %s', async (code, type) => {
    const document = await jsonLd(code);
    expect(document).toMatchObject({ '@type': type, identifier: code, url: `${PUBLIC}/id/${code}` });
    expect(document.name).toBeTruthy();
  });
});
