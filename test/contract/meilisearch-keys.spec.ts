import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Meilisearch, MeilisearchApiError } from 'meilisearch';
import { ensureKeys, type SearchKeys } from '../../src/search/engines/meilisearch/search-keys.js';
import { EVERY_RECORD } from '../../src/search/search.port.js';
import { KEPT, openIndexedCatalogue, type IndexedCatalogue } from '../support/indexed-catalogue.js';
import { startMeilisearch } from '../support/meilisearch-server.js';

// A real server works through real tasks, and the machine may be busy.
jest.setTimeout(120_000);

const server = await startMeilisearch();
const onServer = server ? describe : describe.skip;

const OTHER = 'index-of-somebody-else';

let catalogue: IndexedCatalogue;
let keys: SearchKeys;

afterAll(() => server?.close());

/** What can be done with a Meilisearch, and whether the two keys may. */
const OPERATIONS: readonly [
  name: string,
  work: (client: Meilisearch, uid: string) => Promise<unknown>,
  search: boolean,
  index: boolean,
][] = [
  ['search our index', (client, uid) => client.multiSearch({ queries: [{ indexUid: uid }] }), true, false],
  ['search another index', (client) => client.multiSearch({ queries: [{ indexUid: OTHER }] }), false, false],
  ['read documents', (client, uid) => client.index(uid).getDocuments(), false, true],
  ['add documents', (client, uid) => client.index(uid).addDocuments([{ code: 'X' }]), false, true],
  ['remove documents', (client, uid) => client.index(uid).deleteDocuments(['X']), false, true],
  ['change synonyms', (client, uid) => client.index(uid).updateSynonyms({}), false, true],
  ['make an index to be built', (client, uid) => client.createIndex(`${uid}-build-x`), false, true],
  ['remove an index that is built', (client, uid) => client.deleteIndex(`${uid}-build-x`), false, true],
  [
    'add documents to another index',
    (client) => client.index(OTHER).addDocuments([{ code: 'X' }]),
    false,
    false,
  ],
  ['make another index', (client) => client.createIndex(OTHER), false, false],
  [
    'swap another index',
    (client, uid) => client.swapIndexes([{ indexes: [uid, OTHER], rename: false }]),
    false,
    false,
  ],
  ['read the settings', (client, uid) => client.index(uid).getSettings(), false, false],
  ['list keys', (client) => client.getKeys(), false, false],
  [
    'make a key',
    (client) => client.createKey({ actions: ['*'], indexes: ['*'], expiresAt: null }),
    false,
    false,
  ],
  ['cancel tasks', (client) => client.tasks.cancelTasks({ statuses: ['enqueued'] }), false, false],
  ['make a dump', (client) => client.createDump(), false, false],
];

onServer('the keys of the service', () => {
  beforeAll(async () => {
    const { url, masterKey } = server as NonNullable<typeof server>;
    catalogue = await openIndexedCatalogue({ url, masterKey, process: null, close: () => Promise.resolve() });
    keys = await ensureKeys(url, masterKey, catalogue.uid);
  });

  afterAll(() => catalogue.close());

  it('are enough to build, follow, audit and search', async () => {
    const { keeper, reindexer, auditor, handlers, engine } = catalogue.another(keys);
    expect(await reindexer.run()).toBe(true);
    expect(await reindexer.run()).toBe(true);
    expect(await keeper.check()).toBe('CURRENT');
    await handlers[0]?.handle(['WIA-0001', 'WIA-8888']);
    await handlers[1]?.handle(['all']);
    expect((await auditor.run(true)).indexed).toBe(true);
    const request = {
      plan: null,
      filter: EVERY_RECORD,
      sort: [],
      size: 1,
      after: null,
      total: true,
      facets: [],
    };
    expect((await engine.search(request)).total).toBe(KEPT);
  });

  it('are the same when they are asked for again, and others for another index', async () => {
    const { url, masterKey } = server as NonNullable<typeof server>;
    expect(await ensureKeys(url, masterKey, catalogue.uid)).toEqual(keys);
    expect(await ensureKeys(url, masterKey, OTHER)).not.toEqual(keys);
  });

  describe.each([
    ['search', 2],
    ['index', 3],
  ] as const)('the %s key', (name, column) => {
    it.each(OPERATIONS)('may %s: only if it must', async (...operation) => {
      const apiKey = name === 'search' ? keys.searchKey : keys.indexKey;
      const client = new Meilisearch({ host: (server as NonNullable<typeof server>).url, apiKey });
      const allowed = await operation[1](client, catalogue.uid).then(
        () => true,
        (error: unknown) => {
          if (error instanceof MeilisearchApiError && error.response.status === 403) return false;
          throw error;
        },
      );
      expect(allowed).toBe(operation[column]);
    });
  });
});
