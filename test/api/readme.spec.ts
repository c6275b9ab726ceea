import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PROJECT_ROOT } from '../../src/common/project.js';
import { createTestApp, type TestApp } from '../support/app.js';

const README = readFileSync(join(PROJECT_ROOT, 'README.md'), 'utf8');

/** Every GraphQL block of the README, by the name of its operation. */
const QUERIES = [...README.matchAll(/```graphql\n(.*?)```/gs)].map(([, text = '']) => ({
  name: /query (\w+)/.exec(text)?.[1] ?? '',
  text,
}));

let service: TestApp;

beforeAll(async () => {
  service = await createTestApp();
});

afterAll(() => service.close());

describe('the README', () => {
  it('has a query for a partner, a curator and a researcher, and one for a search', () => {
    expect(QUERIES.map(({ name }) => name)).toEqual([
      'PartnerPage',
      'CuratorFilter',
      'ResearcherWalk',
      'FacetedSearch',
    ]);
  });

  it.each(QUERIES.map(({ name, text }) => [name, text] as const))(
    '%s works as pasted and finds records',
    async (_name, text) => {
      const data = await service.query(text);
      const [list] = Object.values(data as Record<string, { edges: unknown[] }>);
      expect(list?.edges.length).toBeGreaterThan(0);
    },
  );

  it('promises counts that are true', async () => {
    const { achievements } = await service.query(
      '{ achievements(filter: { industry: { anyOf: ["RAIL_TRANSIT"] } }) { totalCount } }',
    );
    expect(README).toContain(`→ ${achievements.totalCount}\n`);
    const { catalogInfo } = await service.query('{ catalogInfo { counts { achievements } } }');
    expect(README).toContain(`${catalogInfo.counts.achievements} achievements loaded.`);
  });

  it('names every npm script that a user runs, and none that is missing', () => {
    const { scripts } = JSON.parse(readFileSync(join(PROJECT_ROOT, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    const named = [...README.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name as string);
    for (const name of named) expect(scripts).toHaveProperty([name]);
    expect(named).toEqual(expect.arrayContaining(['bench', 'cli', 'lint', 'typecheck', 'seed:codes']));
  });
});
