import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { generateRecords } from './generator.js';
import { growPeople, growUnits } from './generator-names.js';
import { SeededRandom } from './generator-random.js';
import { chineseWords, joinChinese, joinEnglish } from './generator-titles.js';

// The real records are loaded first.
jest.setTimeout(60_000);

const REAL = 1_258;
const TOTAL = 2_000;

describe('generated records', () => {
  const databases: TestDatabase[] = [];
  const clients: pg.Client[] = [];

  async function query<R>(text: string, database = 0): Promise<R[]> {
    return (await (clients[database] as pg.Client).query(text)).rows as R[];
  }

  async function count(what: string): Promise<number> {
    const [row] = await query<{ count: number }>(`SELECT count(*)::int AS count FROM ${what}`);
    return row?.count ?? -1;
  }

  beforeAll(async () => {
    for (let index = 0; index < 2; index += 1) {
      const database = await createTestDatabase('seeded');
      databases.push(database);
      const client = new pg.Client({ connectionString: database.url });
      clients.push(client);
      await client.connect();
    }
    expect(await count('achievement')).toBe(REAL);
    for (const client of clients) expect(await generateRecords(client, TOTAL)).toBe(TOTAL - REAL);
  });

  afterAll(async () => {
    for (const client of clients) await client.end();
    for (const database of databases) await database.drop();
  });

  it('are as many as asked for, with a unit for twenty and a person for three', async () => {
    expect(await count('achievement')).toBe(TOTAL);
    expect(await count(`organisation WHERE code >= 'ORG-1000000' AND name LIKE '%分公司'`)).toBe(37);
    expect(await count(`craftsman WHERE code LIKE 'CRF-1______'`)).toBe(247);
  });

  it('name the new units and people', async () => {
    expect(
      await count(`achievement_organisation WHERE organisation_code LIKE 'ORG-1______'`),
    ).toBeGreaterThan(0);
    expect(await count(`achievement_craftsman WHERE craftsman_code LIKE 'CRF-1______'`)).toBeGreaterThan(0);
  });

  it('are won, named and told of about as often as the real ones', async () => {
    const shares = await query<{ made: boolean; awarded: number; people: number; years: number }>(
      `SELECT code LIKE 'WIA-1______' AS made, avg((recognition = 'AWARDED')::int)::float AS awarded,
         avg((SELECT count(*) FROM achievement_craftsman l WHERE l.achievement_code = a.code))::float AS people,
         avg((year IS NOT NULL)::int)::float AS years
       FROM achievement a GROUP BY 1 ORDER BY 1`,
    );
    const [real, made] = shares;
    for (const share of ['awarded', 'people', 'years'] as const) {
      const ratio = (made?.[share] ?? NaN) / (real?.[share] ?? NaN);
      expect(ratio).toBeGreaterThan(0.85);
      expect(ratio).toBeLessThan(1.15);
    }
  });

  it('are of the years 2005 to 2026', async () => {
    const [years] = await query(
      `SELECT min(year) >= 2005 AS first, max(year) <= 2026 AS last FROM achievement WHERE code LIKE 'WIA-1______'`,
    );
    expect(years).toEqual({ first: true, last: true });
  });

  it('are the same in every run', async () => {
    const text = `SELECT a.code, a.title, a.title_en, a.year,
        (SELECT array_agg(craftsman_code ORDER BY position) FROM achievement_craftsman WHERE achievement_code = a.code) AS people
      FROM achievement a WHERE code LIKE 'WIA-1______' ORDER BY code`;
    expect(await query(text, 1)).toEqual(await query(text));
  });

  it('are not made where there are enough', async () => {
    expect(await generateRecords(clients[0] as pg.Client, TOTAL - 1)).toBe(0);
  });
});

describe('a generated title', () => {
  it('is made of words of the two it comes from', () => {
    const front = chineseWords('接触网绝缘子带电水冲洗机器人');
    const back = chineseWords('高速铁路道岔智能检测装置');
    const random = new SeededRandom(1);
    const words = new Set([...front, ...back]);
    for (let index = 0; index < 50; index += 1) {
      const joined = joinChinese(front, back, random);
      expect(joined.startsWith(front[0] as string)).toBe(true);
      expect(joined.endsWith(back.at(-1) as string)).toBe(true);
      // The cut between the two may be read otherwise, so that two words at most are not theirs.
      expect(chineseWords(joined).filter((word) => !words.has(word)).length).toBeLessThanOrEqual(2);
    }
  });

  it('of one word each has both', () => {
    expect(joinChinese(['焊机'], ['夹具'], new SeededRandom(1))).toBe('焊机夹具');
    expect(joinEnglish('Welder', 'clamp', new SeededRandom(1))).toBe('Welder clamp');
  });

  it('is missing in English where one of the two is', () => {
    expect(joinEnglish(null, 'clamp', new SeededRandom(1))).toBeNull();
  });
});

describe('generated units', () => {
  it('never have the name of another', () => {
    const real = ['甲厂', '甲厂第二分公司'].map((name, index) => ({ code: `ORG-0000${index}`, name }));
    const names = growUnits(real, 4).added.map(({ name }) => name);
    expect(names).toEqual([
      '甲厂第三分公司',
      '甲厂第二分公司第二分公司',
      '甲厂第四分公司',
      '甲厂第二分公司第三分公司',
    ]);
  });
});

describe('generated people', () => {
  it('never share a name within a unit', () => {
    const organisations = [{ code: 'ORG-00001', name: '甲厂' }];
    const units = growUnits(organisations, 2);
    expect(units.added.map(({ name }) => name)).toEqual(['甲厂第二分公司', '甲厂第三分公司']);
    const real = ['张伟', '王芳', '李娜', '刘洋'].map((name, index) => ({
      code: `CRF-0000${index}`,
      name,
      organisation_code: 'ORG-00001',
    }));
    const { added } = growPeople(real, 30, units.families, new SeededRandom(1));
    const names = [...real, ...added].map((person) => `${person.organisation_code} ${person.name}`);
    expect(new Set(names).size).toBe(34);
  });
});
