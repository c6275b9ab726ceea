import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { planQuery } from '../../src/common/text/plan-query.js';
import { type PublicRecord } from '../../src/record/record.fields.js';
import { streamRecords } from '../../src/record/record.reader.js';
import { EVERY_RECORD, type SearchEngine, type SortKey } from '../../src/search/search.port.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { enginesUnderTest } from './engines.js';
import { walk } from './walk.js';

// Room for a busy machine.
jest.setTimeout(180_000);

const { engines: ENGINES, close } = await enginesUnderTest();

let database: TestDatabase;
const records: PublicRecord[] = [];
const opened: SearchEngine[] = [];

beforeAll(async () => {
  database = await createTestDatabase('seeded');
  for await (const step of streamRecords(database.dataSource, 500)) {
    records.push(...step.map(({ document }) => document));
  }
  for (const { open } of ENGINES) opened.push(await open(database, records, new Map()));
});

afterAll(close);
afterAll(() => database.drop());

function engine(name: string): SearchEngine {
  return opened[ENGINES.findIndex((each) => each.name === name)] as SearchEngine;
}

/** The records that have a word in their English title. */
function titled(word: string): string[] {
  const whole = new RegExp(`\\b${word}\\b`, 'i');
  return records
    .filter(({ titleEn }) => titleEn !== null && whole.test(titleEn))
    .map(({ code }) => code)
    .sort();
}

describe.each(ENGINES.map(({ name }) => name))('misspelt words on %s', (name) => {
  /** The records found by a word that is followed by another one, so that it is no prefix. */
  async function found(word: string): Promise<string[]> {
    const plan = planQuery(`${word} `, new Map());
    return (await walk(engine(name), { plan, filter: EVERY_RECORD })).sort();
  }

  it.each([
    // Five letters: one typo.
    ['robot', 'rpbot', true],
    ['robot', 'robbot', true],
    ['robot', 'robt', false],
    ['robot', 'rboot', true],
    ['welding', 'weldng', true],
    ['welding', 'wedling', true],
    // Four letters: none.
    ['wind', 'wnid', false],
    ['wind', 'wimd', false],
    // Up to eight letters: not two.
    ['railway', 'raylwey', false],
    // Nine letters and more: two.
    ['technology', 'technologie', true],
    ['technology', 'tehcnolgy', true],
    ['inspection', 'inspektian', true],
    ['inspection', 'inzpektian', false],
    // A wrong first letter counts double.
    ['robot', 'lobot', false],
    ['inspection', 'unspection', true],
    ['inspection', 'unspektion', false],
  ])('%s is found by %s: %s', async (word, misspelt, isFound) => {
    const wanted = titled(word);
    expect(wanted.length).toBeGreaterThan(0);
    const codes = new Set(await found(misspelt));
    expect(wanted.filter((code) => codes.has(code))).toEqual(isFound ? wanted : []);
  });

  it('are words in part only at the end of a query', async () => {
    const beginning = planQuery('techno', new Map());
    expect((await walk(engine(name), { plan: beginning })).length).toBeGreaterThanOrEqual(
      titled('technology').length,
    );
    expect(await found('techno')).toEqual([]);
  });
});

const PAIR = ENGINES.length > 1 ? it : it.skip;

describe('two engines without a text', () => {
  PAIR.each<[string, SortKey[]]>([
    ['by code', []],
    ['by code, the other way round', [{ field: 'code', direction: 'DESC' }]],
    ['earliest first', [{ field: 'year', direction: 'ASC' }]],
    ['latest first', [{ field: 'year', direction: 'DESC' }]],
    ['by title', [{ field: 'titleOrder', direction: 'ASC' }]],
    [
      'by year and title',
      [
        { field: 'year', direction: 'DESC' },
        { field: 'titleOrder', direction: 'DESC' },
      ],
    ],
    ['last changed first', [{ field: 'updatedAt', direction: 'DESC' }]],
  ])('give the same records in the same order: %s', async (_, sort) => {
    const walks = await Promise.all(opened.map((each) => walk(each, { sort })));
    expect(walks[1]).toEqual(walks[0]);
    expect(walks[0]).toHaveLength(records.length);
  });
});
