import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestApp, type TestApp } from '../support/app.js';
import { anAchievement, done, openDesk, type Desk } from '../support/desk.js';
import { ask, elements, harvest, texts, type Element, type OaiAnswer } from '../support/harvester.js';

const PUBLIC = 'https://catalogue.example';

let service: TestApp;
let desk: Desk;

beforeAll(async () => {
  service = await createTestApp(null, { publicUrl: PUBLIC });
  desk = openDesk(service.database.dataSource);
});

afterAll(() => service.close());

const oai = (query: string, method?: 'GET' | 'POST'): Promise<OaiAnswer> => ask(service.url, query, method);

function codesOf(answers: readonly OaiAnswer[]): string[] {
  return answers.flatMap(({ xml }) => texts(xml, 'identifier').map((each) => each.split(':').at(-1) ?? ''));
}

async function codesBy(filter: string): Promise<string[]> {
  const codes: string[] = [];
  for (let after = ''; ;) {
    const { achievements } = await service.query(
      `{ achievements(first: 100, filter: ${filter}${after}) { pageInfo { hasNextPage endCursor } edges { node { code } } } }`,
    );
    codes.push(...achievements.edges.map(({ node }: any) => node.code));
    if (!achievements.pageInfo.hasNextPage) return codes;
    after = `, after: "${achievements.pageInfo.endCursor}"`;
  }
}

async function record(code: string, prefix = 'oai_dc'): Promise<Element> {
  const { xml } = await oai(
    `verb=GetRecord&metadataPrefix=${prefix}&identifier=oai:catalogue.example:${code}`,
  );
  return elements(xml, 'record')[0] as Element;
}

describe('a library that harvests the catalogue', () => {
  it('learns what the repository is, by address or form', async () => {
    for (const method of ['GET', 'POST'] as const) {
      const { status, type, xml } = await oai('verb=Identify', method);
      expect([status, type]).toEqual([200, 'text/xml; charset=utf-8']);
      expect(texts(xml, 'baseURL')).toEqual([`${PUBLIC}/oai`]);
      expect(texts(xml, 'deletedRecord')).toEqual(['persistent']);
      expect(texts(xml, 'granularity')).toEqual(['YYYY-MM-DDThh:mm:ssZ']);
      expect(texts(xml, 'protocolVersion')).toEqual(['2.0']);
      expect(texts(xml, 'earliestDatestamp')[0]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
      expect(elements(xml, 'request')[0]?.attribs).toEqual({ verb: 'Identify' });
    }
  });

  it('gets every record once, over many answers', async () => {
    const answers = await harvest(service.url, 'ListRecords', 'metadataPrefix=wia');
    const codes = await codesBy('{}');
    expect(answers.length).toBe(Math.ceil(codes.length / 50));
    expect(codesOf(answers).sort()).toEqual(codes.sort());
    const [first, last] = [answers[0], answers.at(-1)].map(
      (answer) => elements((answer as OaiAnswer).xml, 'resumptionToken')[0],
    );
    expect(first?.attribs).toEqual({ completeListSize: String(codes.length), cursor: '0' });
    expect(last?.attribs.cursor).toBe(String((answers.length - 1) * 50));
    expect(last?.children).toEqual([]);
  });

  it('gets the members of sets by industry, region and award', async () => {
    const { xml } = await oai('verb=ListSets');
    const specs = texts(xml, 'setSpec');
    expect(specs).toEqual(
      expect.arrayContaining([
        'industry',
        'industry:RAIL_TRANSIT',
        'region:CN-BJ',
        'award:AWD-0001',
        'won:AWD-0001',
      ]),
    );
    const sets: [string, string][] = [
      ['industry:RAIL_TRANSIT', '{ industry: { anyOf: ["RAIL_TRANSIT"] } }'],
      ['region:CN-BJ', '{ region: { anyOf: ["CN-BJ"] } }'],
      ['region', '{ not: { missing: [REGION] } }'],
      ['award:AWD-0001', '{ award: { anyOf: ["AWD-0001"] } }'],
      ['won:AWD-0001', '{ awardWon: { anyOf: ["AWD-0001"] } }'],
      ['award', '{ not: { missing: [AWARD] } }'],
    ];
    for (const [set, filter] of sets) {
      const answers = await harvest(service.url, 'ListIdentifiers', `metadataPrefix=oai_dc&set=${set}`);
      expect([set, codesOf(answers).sort()]).toEqual([set, (await codesBy(filter)).sort()]);
    }
  });

  it('gets what changed since, with what was deleted, for good', async () => {
    const { code } = await done(desk.create('Achievement', anAchievement()));
    const { xml } = await oai('verb=Identify');
    const [since = ''] = texts(xml, 'responseDate');
    await done(desk.update('Achievement', { title: '改名' }, { code: 'WIA-0005', ifVersion: 1 }));
    await done(desk.withdraw('Achievement', { code, ifVersion: 1 }));
    const { achievement } = await service.query(
      '{ achievement(code: "WIA-0007") { organisation { code name { value } } } }',
    );
    const unit = achievement.organisation.code;
    await done(desk.update('Organisation', { name: '改名的单位' }, { code: unit, ifVersion: 1 }));
    const named = await codesBy(`{ organisation: { anyOf: ["${unit}"] } }`);
    const answers = await harvest(service.url, 'ListRecords', `metadataPrefix=oai_dc&from=${since}`);
    expect(codesOf(answers)).toEqual(expect.arrayContaining(['WIA-0005', code, ...named]));
    const deleted = await record(code);
    expect(elements(deleted, 'header')[0]?.attribs.status).toBe('deleted');
    expect(elements(deleted, 'metadata')).toEqual([]);
    expect(texts(deleted, 'setSpec')).toEqual(['industry:ELECTRIC_POWER']);
    expect(texts(await record('WIA-0007'), 'dc:contributor')).toContain('改名的单位');
    const early = await oai('verb=ListIdentifiers&metadataPrefix=oai_dc&until=2020-01-01');
    expect(early.error).toBe('noRecordsMatch');
  });

  it('goes on after a restart of the service', async () => {
    const first = await oai('verb=ListIdentifiers&metadataPrefix=oai_dc&set=region');
    const [token = ''] = texts(first.xml, 'resumptionToken');
    const other = await createTestApp(null, { publicUrl: PUBLIC, sharing: service.database });
    const query = `verb=ListIdentifiers&resumptionToken=${token}`;
    const [here, there] = [await oai(query), await ask(other.url, query)];
    await other.close();
    expect(codesOf([there])).toEqual(codesOf([here]));
    expect(codesOf([there])).toHaveLength(50);
  });
});

describe('a harvested record', () => {
  it('never reads like a win where there was only a nomination', async () => {
    const [code = ''] = await codesBy('{ recognition: { anyOf: [NOMINATED] } }');
    for (const text of texts(await record(code), 'dc:description').filter((each) =>
      /奖|Won|won/.test(each),
    )) {
      expect(text).toMatch(/^(未获奖|Not won|提名，未获奖|Nominated, not won)/);
    }
    const [won = ''] = await codesBy('{ awardWon: { anyOf: ["AWD-0001"] } }');
    expect(texts(await record(won), 'dc:description')).toContain('获奖：第七届全国职工优秀技术创新成果');
  });

  it('has every field that the public record has, as the schema says', async () => {
    const row = (await (await fetch(`${service.url}/id/WIA-0001.json`)).json()) as Record<string, unknown>;
    const [full] = elements(await record('WIA-0001', 'wia'), 'achievement');
    for (const [name, value] of Object.entries(row)) {
      const wanted = [value ?? []].flat().map(String);
      expect([name, texts(full as Element, name)]).toEqual([name, wanted]);
    }
    const schema = await fetch(`${service.url}/oai/wia.xsd`);
    expect(schema.headers.get('content-type')).toBe('text/xml; charset=utf-8');
    const text = await schema.text();
    for (const name of Object.keys(row)) expect(text).toContain(`name="${name}"`);
  });

  it('can hold any character, and none that XML cannot', async () => {
    const title = '<script>&"\' ]]> 焊接\u{1F600}';
    const { code } = await done(desk.create('Achievement', anAchievement({ title })));
    expect(texts(await record(code), 'dc:title')).toEqual([title]);
    // No curator can enter it, but a database can hold it.
    await service.database.dataSource.query(
      `INSERT INTO feed_entry (position, type, code, kind, document)
       SELECT max(position) + 1, 'Achievement', $1, 'UPDATE',
         (SELECT document || jsonb_build_object('title', E'\\x01\\x0b\\uFFFE') FROM public_record WHERE code = $1)
       FROM feed_entry`,
      [code],
    );
    expect(texts(await record(code), 'dc:title')).toEqual(['\u{FFFD}\u{FFFD}\u{FFFD}']);
  });
});

describe('a request that the protocol does not allow', () => {
  const id = 'identifier=oai:catalogue.example:WIA-0001';
  it.each([
    ['', 'badVerb'],
    ['verb=Nothing', 'badVerb'],
    ['verb=Identify&verb=Identify', 'badVerb'],
    ['verb=Identify&set=x', 'badArgument'],
    ['verb=GetRecord&metadataPrefix=oai_dc', 'badArgument'],
    [`verb=GetRecord&metadataPrefix=oai_dc&${id}&${id}`, 'badArgument'],
    ['verb=ListRecords', 'badArgument'],
    ['verb=ListRecords&metadataPrefix=oai_dc&from=yesterday', 'badArgument'],
    ['verb=ListRecords&metadataPrefix=oai_dc&from=2023-02-30', 'badArgument'],
    ['verb=ListRecords&metadataPrefix=oai_dc&from=2023-01-01&until=2023-01-02T00:00:00Z', 'badArgument'],
    ['verb=ListRecords&metadataPrefix=oai_dc&from=2023-01-02&until=2023-01-01', 'badArgument'],
    ['verb=ListRecords&metadataPrefix=oai_dc&set=%3C%3E', 'badArgument'],
    ['verb=ListRecords&metadataPrefix=oai_dc&resumptionToken=x', 'badArgument'],
    ['verb=ListRecords&resumptionToken=x', 'badResumptionToken'],
    ['verb=ListSets&resumptionToken=x', 'badResumptionToken'],
    ['verb=ListRecords&metadataPrefix=marc21', 'cannotDisseminateFormat'],
    [`verb=GetRecord&metadataPrefix=constructor&${id}`, 'cannotDisseminateFormat'],
    ['verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:catalogue.example:WIA-9999', 'idDoesNotExist'],
    ['verb=GetRecord&metadataPrefix=oai_dc&identifier=WIA-0001', 'idDoesNotExist'],
    ['verb=ListMetadataFormats&identifier=oai:catalogue.example:CRF-00001', 'idDoesNotExist'],
    ['verb=ListRecords&metadataPrefix=oai_dc&set=nothing', 'noRecordsMatch'],
    ['verb=ListRecords&metadataPrefix=oai_dc&set=region:NOWHERE', 'noRecordsMatch'],
  ])('is refused: %s', async (query, code) => {
    for (const method of ['GET', 'POST'] as const) {
      const { status, error, xml } = await oai(query, method);
      expect([status, error]).toEqual([200, code]);
      const echoed = Object.keys(elements(xml, 'request')[0]?.attribs ?? {});
      if (code === 'badVerb' || code === 'badArgument') expect(echoed).toEqual([]);
      else expect(echoed).toContain('verb');
    }
  });

  it('is refused with the token of another list, and allowed with its own', async () => {
    const { xml } = await oai('verb=ListIdentifiers&metadataPrefix=oai_dc');
    const [token = ''] = texts(xml, 'resumptionToken');
    expect((await oai(`verb=ListRecords&resumptionToken=${token}`)).error).toBe('badResumptionToken');
    expect((await oai(`verb=ListIdentifiers&resumptionToken=${token.slice(1)}`)).error).toBe(
      'badResumptionToken',
    );
    expect((await oai(`verb=ListIdentifiers&resumptionToken=${token}`)).error).toBeNull();
    expect((await oai(`verb=ListMetadataFormats&${id}`)).error).toBeNull();
  });
});
