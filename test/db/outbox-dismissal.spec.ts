import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { append } from '../../src/outbox/outbox.js';
import { OutboxStore } from '../../src/outbox/outbox.store.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

const TOPIC = 'dismissal';

let database: TestDatabase;
let store: OutboxStore;

beforeAll(async () => {
  database = await createTestDatabase('seeded');
  store = new OutboxStore(database.dataSource);
});

afterAll(() => database.drop());

function change(...keys: string[]): Promise<void> {
  return database.dataSource.transaction((tx) => append(tx, TOPIC, keys));
}

function left(): Promise<unknown[]> {
  return database.dataSource.query('SELECT key FROM outbox WHERE topic = $1 ORDER BY key', [TOPIC]);
}

it('what waits and need not be sent any more is forgotten', async () => {
  await change('A', 'B');
  await store.dismiss(TOPIC, await store.waiting(TOPIC));
  expect(await left()).toEqual([]);
});

it('what is in hand, or has changed since it was looked at, is kept', async () => {
  await change('A', 'B', 'C');
  const seen = await store.waiting(TOPIC);
  await change('B');
  const { keys } = await store.claim(TOPIC, 1, 15_000);
  expect(keys).toMatchObject([{ key: 'A' }]);
  expect(await store.waiting(TOPIC)).toEqual([
    { key: 'B', changes: 2 },
    { key: 'C', changes: 1 },
  ]);
  await store.dismiss(TOPIC, seen);
  expect(await left()).toEqual([{ key: 'A' }, { key: 'B' }]);
});
