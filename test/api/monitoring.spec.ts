import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Counter, Registry } from 'prom-client';
import { HealthChecks } from '../../src/monitoring/health-checks.js';
import { append } from '../../src/outbox/outbox.js';
import { createTestApp, type TestApp } from '../support/app.js';

let service: TestApp;

beforeAll(async () => {
  service = await createTestApp();
});

afterEach(() => service.database.dataSource.query('DELETE FROM outbox'));

afterAll(() => service.close());

/** Notes changes of a topic, and parks some of its keys. */
async function change(topic: string, keys: string[], parked: string[] = []): Promise<void> {
  const { dataSource } = service.database;
  await dataSource.transaction((tx) => append(tx, topic, keys));
  await dataSource.query(`UPDATE outbox SET parked_reason = 'test' WHERE topic = $1 AND key = ANY($2)`, [
    topic,
    parked,
  ]);
}

async function ready(): Promise<[status: number, readiness: any]> {
  const response = await fetch(`${service.url}/health/ready`);
  return [response.status, await response.json()];
}

/** The values of the metrics that are served, by name and labels. */
async function metrics(url = service.url): Promise<ReadonlyMap<string, number>> {
  const response = await fetch(`${url}/metrics`);
  expect(response.status).toBe(200);
  const lines = (await response.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const [, name = '', value] = /^(.*) (\S+)$/.exec(line) ?? [];
      return [name, Number(value)];
    }),
  );
}

describe('readiness', () => {
  it('shows what waits in the outbox, which is nothing to worry about by itself', async () => {
    await change('one', ['A', 'B']);
    expect(await ready()).toMatchObject([
      200,
      {
        status: 'ok',
        checks: { outbox: 'ok' },
        details: { outbox: { one: { pending: 2, parked: 0 } } },
      },
    ]);
  });

  it('is degraded while something is parked', async () => {
    await change('one', ['A', 'B'], ['B']);
    expect(await ready()).toMatchObject([
      200,
      {
        status: 'degraded',
        checks: { outbox: 'degraded' },
        details: { outbox: { one: { pending: 1, parked: 1 } } },
      },
    ]);
  });

  it('tells the age of what waits in seconds', async () => {
    await change('one', ['A']);
    await service.database.dataSource.query(`UPDATE outbox SET pending_since = now() - interval '90 s'`);
    const [, { details }] = await ready();
    expect(details.outbox.one.oldestPendingSeconds).toBeGreaterThanOrEqual(90);
    expect(details.outbox.one.oldestPendingSeconds).toBeLessThan(120);
  });

  describe('of a part that a module added', () => {
    const well = () => ({ status: 'ok' }) as const;

    afterEach(() => service.app.get(HealthChecks, { strict: false }).add('part', well));

    it.each<[string, Parameters<HealthChecks['add']>[1], string, string]>([
      ['is well', well, 'ok', 'ok'],
      ['is degraded', () => ({ status: 'degraded', details: { lagSeconds: 40 } }), 'degraded', 'degraded'],
      ['fails', () => Promise.reject(new Error('secret')), 'degraded', 'unknown'],
      [
        'fails at once',
        () => {
          throw new Error('secret');
        },
        'degraded',
        'unknown',
      ],
      ['never answers', () => new Promise(() => undefined), 'degraded', 'unknown'],
    ])('that %s is told, and the service stays ready', async (_name, check, status, part) => {
      service.app.get(HealthChecks, { strict: false }).add('part', check);
      const [code, readiness] = await ready();
      expect([code, readiness]).toMatchObject([200, { status, checks: { database: 'ok', part } }]);
      expect(readiness.details.part).toEqual(part === 'degraded' ? { lagSeconds: 40 } : undefined);
      expect(JSON.stringify(readiness)).not.toContain('secret');
    });
  });
});

describe('the metrics', () => {
  it('are in the text format of Prometheus, with those of the process', async () => {
    const { headers } = await fetch(`${service.url}/metrics`);
    expect(headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    const values = await metrics();
    expect(values.get('process_resident_memory_bytes')).toBeGreaterThan(1_000_000);
    expect(values.has('nodejs_eventloop_lag_p99_seconds')).toBe(true);
  });

  it('tell what waits in the outbox, by topic, and forget a topic with nothing in it', async () => {
    await change('one', ['A', 'B', 'C'], ['C']);
    await change('two', ['A']);
    await service.database.dataSource.query(
      `UPDATE outbox SET pending_since = now() - interval '90 s' WHERE topic = 'two'`,
    );
    const values = await metrics();
    expect(values.get('outbox_pending{topic="one"}')).toBe(2);
    expect(values.get('outbox_parked{topic="one"}')).toBe(1);
    expect(values.get('outbox_pending{topic="two"}')).toBe(1);
    expect(values.get('outbox_oldest_pending_seconds{topic="two"}')).toBeGreaterThanOrEqual(90);
    await service.database.dataSource.query(`DELETE FROM outbox WHERE topic = 'two'`);
    const names = [...(await metrics()).keys()];
    expect(names).toContain('outbox_pending{topic="one"}');
    expect(names.filter((name) => name.includes('two'))).toEqual([]);
  });

  it('ask the database once', async () => {
    const statements = await service.statements.during(() => metrics());
    expect(statements).toHaveLength(1);
  });

  it('can be added to by every module', async () => {
    const registry = service.app.get(Registry, { strict: false });
    new Counter({ name: 'added_total', help: 'Test.', registers: [registry] }).inc(3);
    expect((await metrics()).get('added_total')).toBe(3);
  });

  it('are told without those of the outbox while the database is away', async () => {
    const lost = await createTestApp();
    try {
      await change('one', ['A']);
      await lost.database.cutOff();
      const names = [...(await metrics(lost.url)).keys()];
      expect(names).toContain('process_resident_memory_bytes');
      expect(names.filter((name) => name.startsWith('outbox_'))).toEqual([]);
    } finally {
      await lost.close();
    }
  });

  it('are not logged as requests are, which would fill the log', async () => {
    await fetch(`${service.url}/metrics`, { headers: { 'x-request-id': 'scrape-1' } });
    const line = service.logs.find((each) => each.includes('"requestId":"scrape-1"')) ?? '{}';
    expect(JSON.parse(line)).toMatchObject({ level: 20, path: '/metrics' });
  });
});
