import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serverAudits } from 'graphql-http';
import { createTestApp, type TestApp } from '../support/app.js';

/** The audits of GraphQL over HTTP; they only need an address when they run. */
const audits = serverAudits({ url: () => `${service.url}/graphql`, fetchFn: fetch });

let service: TestApp;

beforeAll(async () => {
  service = await createTestApp();
});

afterAll(() => service.close());

describe('GraphQL over HTTP', () => {
  it.each(audits.map((audit) => [audit.id, audit.name, audit] as const))(
    '%s %s',
    async (_id, _name, audit) => {
      const result = await audit.fn();
      expect({ status: result.status, reason: 'reason' in result ? result.reason : '' }).toEqual({
        status: 'ok',
        reason: '',
      });
    },
  );

  it('has every audit of the suite', () => {
    expect(audits.length).toBeGreaterThanOrEqual(61);
  });

  it('would notice a server that does not speak it', async () => {
    const elsewhere = serverAudits({ url: `${service.url}/health/live`, fetchFn: fetch });
    const results = await Promise.all(elsewhere.map((audit) => audit.fn()));
    expect(results.filter(({ status }) => status === 'error').length).toBeGreaterThan(0);
  });
});
