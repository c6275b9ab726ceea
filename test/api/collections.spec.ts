import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestApp, type TestApp } from '../support/app.js';
import { aCurator, codesOf, type Curator } from '../support/collections.js';
import { done, openDesk } from '../support/desk.js';

let service: TestApp;
let li: Curator;
let wang: Curator;

beforeAll(async () => {
  service = await createTestApp();
  li = await aCurator(service, 'Li');
  wang = await aCurator(service, 'Wang');
});

afterAll(() => service.close());

const codes = (from: number, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `WIA-${String(from + index).padStart(4, '0')}`);

describe('a curator', () => {
  it('builds an exhibit from a search, arranges it, and finds it so again', async () => {
    await li.make('rail');
    const filter = '{ industry: { anyOf: ["RAIL_TRANSIT"] }, year: { gte: 2018 } }';
    const added = await li.run(
      'addSearchToCollection',
      `slug: "rail", filter: ${filter}, sort: [YEAR_DESC, CODE_ASC]`,
    );
    const { search } = await service.query(
      `{ search(filter: ${filter}, sort: [YEAR_DESC, CODE_ASC], first: 100) { totalCount edges { node { code } } } }`,
    );
    expect(added.collection.itemCount).toBe(search.totalCount);
    expect(codesOf(added.collection)).toEqual(search.edges.map(({ node }: any) => node.code));

    const [first = '', second = '', third = ''] = codesOf(added.collection);
    const version = (): Promise<string> =>
      li.see('rail').then((seen) => `slug: "rail", ifVersion: ${seen.version}`);
    await li.run('addCollectionSection', `${await version()}, input: { title: { zh: "车辆" } }`);
    await li.run('addCollectionSection', `${await version()}, input: { title: { en: "Tracks" } }`);
    await li.run('moveInCollection', `${await version()}, codes: ["${second}", "${first}"], section: "s2"`);
    await li.run('moveInCollection', `${await version()}, codes: ["${third}"], before: "${first}"`);
    await li.run(
      'updateCollectionItem',
      `${await version()}, code: "${third}", input: { label: { zh: "看这里" }, note: { en: "Lit from above" } }`,
    );
    const last = await li.run('moveCollectionSection', `${await version()}, section: "s2", before: "s1"`);
    const seen = await li.see('rail');
    expect(seen).toEqual(last.collection);
    expect(codesOf(seen).slice(-3)).toEqual([second, third, first]);
    expect(seen.items.edges.at(-2).node).toEqual({
      code: third,
      position: search.totalCount - 1,
      section: { id: 's2' },
      label: { value: '看这里' },
      labels: { zh: '看这里', en: null },
      notes: { zh: null, en: 'Lit from above' },
    });
    expect(seen.sections.map(({ title }: any) => title.value)).toEqual(['Tracks', '车辆']);
    expect(seen.title).toEqual({ value: '展览', lang: 'ZH', fallback: false });
  });

  it('walks the items in pages, both ways, and goes on where an item was taken out', async () => {
    await li.make('pages', codes(1, 7));
    const page = async (args: string): Promise<any> =>
      (
        await service.send(
          `{ collection(slug: "pages") { items(${args}) { totalCount pageInfo { hasNextPage hasPreviousPage endCursor startCursor } edges { node { code position } } } } }`,
          {},
          li.headers,
        )
      ).data.collection.items;
    const one = await page('first: 3');
    expect(one.totalCount).toBe(7);
    expect(one.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    await li.run('removeFromCollection', 'slug: "pages", ifVersion: 2, codes: ["WIA-0003"]');
    const two = await page(`first: 3, after: "${one.pageInfo.endCursor}"`);
    expect(codesOf({ items: two })).toEqual(codes(4, 3));
    const back = await page(`last: 2, before: "${two.pageInfo.startCursor}"`);
    expect(back.edges.map(({ node }: any) => node)).toEqual([
      { code: 'WIA-0001', position: 1 },
      { code: 'WIA-0002', position: 2 },
    ]);
    const { errors } = await service.send(
      '{ collection(slug: "pages") { items(after: "x") { totalCount } } }',
      {},
      li.headers,
    );
    expect(errors?.[0]?.extensions.code).toBe('BAD_CURSOR');
  });

  it('loses nothing of a hundred additions at once', async () => {
    await li.make('crowd');
    const wanted = codes(100, 100);
    await Promise.all(
      wanted.map((code, index) =>
        (index % 2 ? li : wang).run('addToCollection', `slug: "crowd", codes: ["${code}"]`),
      ),
    );
    const seen = await li.see('crowd');
    expect(codesOf(seen).sort()).toEqual(wanted);
    expect(seen.version).toBe(101);
  });

  it('meets what another one has changed meanwhile, and nothing is overwritten', async () => {
    const { version } = await li.make('both', codes(1, 3));
    await wang.run(
      'moveInCollection',
      `slug: "both", ifVersion: ${version}, codes: ["WIA-0003"], before: "WIA-0001"`,
    );
    const late = await li.run(
      'removeFromCollection',
      `slug: "both", ifVersion: ${version}, codes: ["WIA-0002"]`,
    );
    expect(late.collection).toBeNull();
    expect(late.errors).toEqual([
      {
        code: 'CONFLICT',
        path: ['ifVersion'],
        message: expect.stringContaining('it is in version 3'),
        conflict: {
          ifVersion: version,
          currentVersion: 3,
          fields: [
            { field: 'items', read: expect.any(Array), current: expect.any(Array), yours: expect.any(Array) },
          ],
        },
      },
    ]);
    const [{ read, current, yours }] = late.errors[0].conflict.fields;
    const plain = (items: any[]): string[] => items.map(({ code }) => code);
    expect(plain(read)).toEqual(['WIA-0001', 'WIA-0002', 'WIA-0003']);
    expect(plain(current)).toEqual(['WIA-0003', 'WIA-0001', 'WIA-0002']);
    expect(plain(yours)).toEqual(['WIA-0001', 'WIA-0003']);
    expect(codesOf(await li.see('both'))).toEqual(plain(current));
    const again = await li.run('removeFromCollection', 'slug: "both", ifVersion: 3, codes: ["WIA-0002"]');
    expect(codesOf(again.collection)).toEqual(['WIA-0003', 'WIA-0001']);
  });

  it('takes changes back one after the other, and any version again', async () => {
    await li.make('undone', codes(1, 2));
    await li.run('addToCollection', 'slug: "undone", codes: ["WIA-0003"]');
    await li.run('removeFromCollection', 'slug: "undone", ifVersion: 3, codes: ["WIA-0001"]');
    const one = await li.run('undoCollection', 'slug: "undone", ifVersion: 4');
    expect(codesOf(one.collection)).toEqual(codes(1, 3));
    const two = await li.run('undoCollection', 'slug: "undone", ifVersion: 5');
    expect(codesOf(two.collection)).toEqual(codes(1, 2));
    const far = await li.run('undoCollection', 'slug: "undone", ifVersion: 6, steps: 2');
    expect(far.errors[0]).toMatchObject({ code: 'NOT_FOUND', path: ['steps'] });
    const redone = await li.run('putBackCollection', 'slug: "undone", ifVersion: 6, version: 4');
    expect(codesOf(redone.collection)).toEqual(codes(2, 2));
    const none = await li.run('putBackCollection', 'slug: "undone", ifVersion: 7, version: 99');
    expect(none.errors[0]).toMatchObject({ code: 'NOT_FOUND', path: ['version'] });
    const { data } = await service.send(
      '{ collection(slug: "undone") { history(first: 2) { totalCount edges { node { version kind author contentOf content } } } } }',
      {},
      li.headers,
    );
    expect(data.collection.history.totalCount).toBe(7);
    expect(data.collection.history.edges[0].node).toMatchObject({
      version: 7,
      kind: 'PUT_BACK',
      author: 'Li',
      contentOf: 4,
      content: { items: [{ code: 'WIA-0002' }, { code: 'WIA-0003' }] },
    });
  });

  it('never shows more people what is put back', async () => {
    await li.make('shy', codes(1, 1));
    await li.run('updateCollection', 'slug: "shy", ifVersion: 2, input: { visibility: PUBLIC }');
    await li.run('updateCollection', 'slug: "shy", ifVersion: 3, input: { visibility: PRIVATE }');
    const { collection } = await li.run('putBackCollection', 'slug: "shy", ifVersion: 4, version: 3');
    expect(collection.visibility).toBe('PRIVATE');
  });

  it('removes an exhibit, which is gone for all, and brings it back', async () => {
    await li.make('gone', codes(1, 2));
    await li.run('updateCollection', 'slug: "gone", ifVersion: 2, input: { visibility: PUBLIC }');
    expect(await li.run('deleteCollection', 'slug: "gone", ifVersion: 3')).toEqual({
      collection: null,
      errors: [],
    });
    const ask = '{ collection(slug: "gone") { slug } collections(first: 100) { edges { node { slug } } } }';
    expect((await service.query(ask)).collection).toBeNull();
    const { data, errors } = await service.send(ask, {}, li.headers);
    expect(errors?.[0]).toMatchObject({ path: ['collection'], extensions: { code: 'GONE' } });
    expect(data.collections.edges).not.toContainEqual({ node: { slug: 'gone' } });
    const late = await wang.run('addToCollection', 'slug: "gone", codes: ["WIA-0009"]');
    expect(late.errors[0]).toMatchObject({ code: 'GONE', path: ['slug'] });
    expect(
      await li.run('createCollection', 'input: { slug: "gone", title: { zh: "新" } }, idempotencyKey: "g"'),
    ).toMatchObject({
      errors: [{ code: 'DUPLICATE', path: ['input', 'slug'] }],
    });
    const { collection } = await wang.run('restoreCollection', 'slug: "gone"');
    expect(codesOf(collection)).toEqual(codes(1, 2));
    expect((await wang.run('restoreCollection', 'slug: "gone"')).errors[0].code).toBe('INVALID');
  });

  it('copies an exhibit, for curators’ eyes at first', async () => {
    await li.make('model', codes(1, 3));
    await li.run('updateCollection', 'slug: "model", ifVersion: 2, input: { visibility: PUBLIC }');
    const copy = (): Promise<any> =>
      wang.run('copyCollection', 'slug: "model", input: { slug: "model-2" }, idempotencyKey: "copy-1"');
    const { collection } = await copy();
    expect(collection).toMatchObject({
      slug: 'model-2',
      visibility: 'PRIVATE',
      titles: { zh: '展览（副本）', en: 'An exhibit (copy)' },
    });
    expect(codesOf(collection)).toEqual(codes(1, 3));
    expect((await copy()).collection).toEqual(collection);
    const none = await wang.run('copyCollection', 'slug: "no-model", idempotencyKey: "copy-2"');
    expect(none.errors[0]).toMatchObject({ code: 'NOT_FOUND', path: ['slug'] });
  });

  it('makes one exhibit however often the request is sent, and is told of a key used twice', async () => {
    const make = (title: string): Promise<any> =>
      li.run('createCollection', `input: { title: { en: "${title}" } }, idempotencyKey: "once"`);
    const [one, two] = await Promise.all([make('Once'), make('Once')]);
    expect(one.collection.slug).toMatch(/^exhibit-[0-9a-f]{8}$/);
    expect(two.collection.slug).toBe(one.collection.slug);
    expect(one.collection.title).toEqual({ value: 'Once', lang: 'EN', fallback: true });
    expect((await make('Twice')).errors[0]).toMatchObject({ code: 'CONFLICT', path: ['idempotencyKey'] });
  });

  it('is told what is no achievement, and adds none of it', async () => {
    const { version } = await li.make('strict', codes(1, 1));
    const { errors } = await li.run('addToCollection', 'slug: "strict", codes: ["WIA-0002", "WIA-9999"]');
    expect(errors).toEqual([
      expect.objectContaining({
        code: 'UNKNOWN_REFERENCE',
        path: ['codes'],
        message: '“WIA-9999” is no achievement of this catalogue.',
      }),
    ]);
    expect((await li.see('strict')).version).toBe(version);
    const all = await li.run('addSearchToCollection', 'slug: "strict"');
    expect(all.errors[0].message).toContain(
      'The search finds 1258 achievements; a collection holds at most 1000',
    );
    const same = await li.run('addToCollection', 'slug: "strict", codes: ["WIA-0001"]');
    expect(same.collection.version).toBe(version);
    const { catalogInfo } = await service.query('{ catalogInfo { limits { maxCollectionItems } } }');
    expect(catalogInfo.limits.maxCollectionItems).toBe(1000);
  });

  it('sees why a record is gone, and the survivor of one that was merged, at their places', async () => {
    const desk = openDesk(service.database.dataSource);
    await li.make('stones', codes(201, 3));
    await done(desk.withdraw('Achievement', { code: 'WIA-0201', ifVersion: 1, reason: '重复登记' }));
    await done(
      desk.merge('Achievement', {
        survivor: { code: 'WIA-0210', ifVersion: 1 },
        duplicate: { code: 'WIA-0203', ifVersion: 1 },
      }),
    );
    const { data } = await service.send(
      '{ collection(slug: "stones") { items { edges { node { code achievement { code } tombstone { reason retiredAt } } } } } }',
      {},
      li.headers,
    );
    expect(data.collection.items.edges.map(({ node }: any) => node)).toEqual([
      {
        code: 'WIA-0201',
        achievement: null,
        tombstone: { reason: '重复登记', retiredAt: expect.any(String) },
      },
      { code: 'WIA-0202', achievement: { code: 'WIA-0202' }, tombstone: null },
      { code: 'WIA-0203', achievement: { code: 'WIA-0210' }, tombstone: null },
    ]);
    const gone = await li.run('addToCollection', 'slug: "stones", codes: ["WIA-0201"]');
    const merged = await li.run('addToCollection', 'slug: "crowd", codes: ["WIA-0203"]');
    expect(gone.errors[0]).toMatchObject({ code: 'GONE', message: 'WIA-0201 was withdrawn: 重复登记' });
    expect(codesOf(merged.collection)).not.toContain('WIA-0203');
    expect(merged.collection.itemCount).toBe(101);
  });

  it.each([
    ['too long a title', 'updateCollection', { title: { zh: 'x'.repeat(201) } }, 'title.zh'],
    ['a control character', 'updateCollection', { note: { en: '\0' } }, 'note.en'],
  ])('is refused %s', async (_, mutation, input, field) => {
    const document = `mutation($input: CollectionInput!) { ${mutation}(slug: "rail", ifVersion: 1, input: $input) { errors { code } } }`;
    const { errors } = await service.send(document, { input }, li.headers);
    expect(errors?.[0]).toMatchObject({
      extensions: { code: 'BAD_USER_INPUT' },
      message: expect.stringContaining(`Not allowed: ${field}`),
    });
  });

  it.each([
    ['no slug', { slug: '\0', codes: ['WIA-0001'], version: 1 }, 'slug'],
    ['no code', { slug: 'rail', codes: ['\0'], version: 1 }, 'codes'],
    ['no version', { slug: 'rail', codes: ['WIA-0001'], version: 0 }, 'ifVersion'],
  ])('is refused %s', async (_, variables, field) => {
    const { errors } = await service.send(
      'mutation($slug: ID!, $codes: [ID!]!, $version: Int!) { removeFromCollection(slug: $slug, ifVersion: $version, codes: $codes) { errors { code } } }',
      variables,
      li.headers,
    );
    expect(errors?.[0]).toMatchObject({
      extensions: { code: 'BAD_USER_INPUT' },
      message: expect.stringContaining(`Not allowed: ${field}`),
    });
  });
});
