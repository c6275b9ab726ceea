import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Scope } from '../../src/access/scopes.js';
import { PROJECT_ROOT } from '../../src/common/project.js';
import { createTestApp, type TestApp } from '../support/app.js';
import { bearer, issueKey } from '../support/keys.js';

const README = readFileSync(join(PROJECT_ROOT, 'README.md'), 'utf8');

/** Every GraphQL block of the README, by the name of its operation. */
const OPERATIONS = [...README.matchAll(/```graphql\n(.*?)```/gs)].map(([, text = '']) => {
  const [, kind = '', name = ''] = /^(query|mutation) (\w+)/.exec(text) ?? [];
  return { kind, name, text };
});

/** What an edit of a record leaves in the history. */
const CHANGE_SET = { changeSet: { id: expect.any(String) } };

let service: TestApp;
let curator: Record<string, string>;

beforeAll(async () => {
  service = await createTestApp();
  const { secret } = await issueKey(service.database.dataSource, [Scope.CURATE]);
  curator = bearer(secret);
});

afterAll(() => service.close());

describe('the README', () => {
  it('has queries for a partner, a curator and a researcher, the edits of a curator, and exhibits', () => {
    expect(OPERATIONS.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'query PartnerPage',
      'query CuratorFilter',
      'query ResearcherWalk',
      'query FacetedSearch',
      'mutation AddAchievement',
      'mutation CorrectYear',
      'mutation MergeUnits',
      'query RecordHistory',
      'mutation MakeExhibit',
      'mutation FillExhibit',
      'query FollowChanges',
      'query AwardsByYear',
    ]);
  });

  it('promises counts that are true', async () => {
    const { achievements } = await service.query(
      '{ achievements(filter: { industry: { anyOf: ["RAIL_TRANSIT"] } }) { totalCount } }',
    );
    expect(README).toContain(`→ ${achievements.totalCount}\n`);
    const { catalogInfo } = await service.query('{ catalogInfo { counts { achievements } } }');
    expect(README).toContain(`${catalogInfo.counts.achievements} achievements loaded.`);
  });

  it.each(OPERATIONS.map(({ kind, name, text }) => [kind, name, text] as const))(
    'has a %s %s that works as pasted and finds or changes records',
    async (kind, _name, text) => {
      const { data, errors } = await service.send(text, {}, kind === 'mutation' ? curator : {});
      expect(errors).toBeUndefined();
      const [answer] = Object.values(data as Record<string, { edges?: unknown[]; errors?: unknown[] }>);
      if (kind === 'query') expect(answer?.edges ?? answer).not.toHaveLength(0);
      else expect(answer).toMatchObject({ errors: [], ...(text.includes('changeSet') && CHANGE_SET) });
    },
  );

  it('names every npm script that a user runs, and none that is missing', () => {
    const { scripts } = JSON.parse(readFileSync(join(PROJECT_ROOT, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    const named = [...README.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name as string);
    for (const name of named) expect(scripts).toHaveProperty([name]);
    expect(named).toEqual(expect.arrayContaining(['bench', 'cli', 'lint', 'typecheck', 'seed:codes']));
  });
});
