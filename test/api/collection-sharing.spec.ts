import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestApp, type Answer, type TestApp } from '../support/app.js';
import { aCurator, type Curator } from '../support/collections.js';

let service: TestApp;
let curator: Curator;

beforeAll(async () => {
  service = await createTestApp();
  curator = await aCurator(service, 'Curator');
  await curator.make('shown', ['WIA-0001']);
  await curator.run('updateCollection', 'slug: "shown", ifVersion: 2, input: { visibility: SHARED }');
});

afterAll(() => service.close());

const SEE =
  'query See($slug: ID!, $share: String) { collection(slug: $slug, share: $share) { slug itemCount } }';

/** What a visitor with a link sees. */
const see = (share?: string, slug = 'shown'): Promise<Answer> => service.send(SEE, { slug, share });

const SHARE = `mutation($slug: ID!, $until: DateTime) { shareCollection(slug: $slug, expiresAt: $until) {
  secret share { id status createdBy expiresAt } } }`;

async function share(slug = 'shown', until?: string): Promise<{ secret: string; share: any }> {
  const { data, errors } = await service.send(SHARE, { slug, until }, curator.headers);
  if (errors) throw new Error(JSON.stringify(errors));
  return data.shareCollection;
}

describe('a collection that is shared', () => {
  it('opens to whoever has a link, and to nobody else', async () => {
    const { secret, share: link } = await share();
    expect(secret).toMatch(/^wia_share_[0-9a-f]{64}$/);
    expect(link).toMatchObject({ status: 'ACTIVE', createdBy: 'Curator' });
    expect((await see(secret)).data.collection).toEqual({ slug: 'shown', itemCount: 1 });
    expect((await see()).data.collection).toBeNull();
    const cut = await see(secret.slice(0, -1));
    expect(cut.errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND', argument: 'share' });
    expect((await see(secret, 'other')).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });

  it('can be had as a file by whoever sends its link in the header, and by nobody else', async () => {
    const { secret, share: link } = await share();
    await curator.make('unshared', ['WIA-0002']);
    const ask = async (path: string, sent: string): Promise<readonly [number, string]> => {
      const answer = await fetch(`${service.url}/v1/${path}`, { headers: { 'collection-share': sent } });
      return [answer.status, await answer.text()];
    };
    const file = 'achievements.jsonl?inCollection=shown';
    const [status, lines] = await ask(file, secret);
    expect([status, JSON.parse(lines).code]).toEqual([200, 'WIA-0001']);
    const counts = 'stats.csv?by=RECOGNITION&filter={"inCollection":"shown"}';
    expect(await ask(counts, secret)).toEqual([200, expect.stringContaining('AWARDED')]);
    expect(await ask(file, secret.slice(0, -1))).toEqual([404, expect.stringContaining('not whole')]);
    expect(await ask(file, '')).toEqual([404, expect.any(String)]);
    expect((await fetch(`${service.url}/v1/${file}`)).status).toBe(400);
    for (const other of ['unshared', 'shown,unshared', 'no-such']) {
      const [refused, told] = await ask(`achievements.csv?inCollection=${other}`, secret);
      expect([refused, told.includes('WIA-')]).toEqual([404, false]);
    }
    expect((await ask('achievements.csv?inCollection=No%00Slug', secret))[0]).toBe(400);
    await service.send(
      'mutation($id: ID!) { revokeCollectionShare(slug: "shown", share: $id) { share { id } } }',
      { id: link.id },
      curator.headers,
    );
    expect(await ask(file, secret)).toEqual([410, expect.stringContaining('was revoked')]);
    expect(service.logs.join('')).not.toContain(secret.slice(0, 30));
  });

  it('is not listed, and tells its history and links to curators only', async () => {
    const { collections } = await service.query('{ collections { edges { node { slug } } } }');
    expect(collections.edges).not.toContainEqual({ node: { slug: 'shown' } });
    const { secret } = await share();
    for (const field of ['history { totalCount }', 'shareLinks { id }']) {
      const { errors } = await service.send(
        `query($share: String) { collection(slug: "shown", share: $share) { ${field} } }`,
        { share: secret },
      );
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED', scope: 'CURATE' });
    }
  });

  it('closes when the link expires', async () => {
    const { secret, share: link } = await share();
    // The database's own clock decides; here its hand is put forward for one link.
    await service.database.dataSource.query(
      `UPDATE collection_share SET created_at = now() - interval '2 days', expires_at = clock_timestamp() WHERE id = $1`,
      [link.id],
    );
    const { data, errors } = await see(secret);
    expect(data.collection).toBeNull();
    expect(errors?.[0]).toMatchObject({
      message: expect.stringMatching(/^This link expired on \d{4}-/),
      extensions: { code: 'GONE', reason: 'EXPIRED' },
    });
  });

  it('closes when the link is revoked, for good', async () => {
    const { secret, share: link } = await share();
    const revoke = (id: string): Promise<Answer> =>
      service.send(
        'mutation($id: ID!) { revokeCollectionShare(slug: "shown", share: $id) { share { status } } }',
        { id },
        curator.headers,
      );
    expect((await revoke(link.id)).data.revokeCollectionShare.share.status).toBe('REVOKED');
    expect((await see(secret)).errors?.[0]?.extensions).toMatchObject({ code: 'GONE', reason: 'REVOKED' });
    for (const id of ['999999', 'x']) {
      expect((await revoke(id)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    }
  });

  it('closes to links when it is PRIVATE again', async () => {
    await curator.make('brief');
    await curator.run('updateCollection', 'slug: "brief", ifVersion: 1, input: { visibility: SHARED }');
    const { secret } = await share('brief');
    await curator.run('updateCollection', 'slug: "brief", ifVersion: 2, input: { visibility: PRIVATE }');
    expect((await see(secret, 'brief')).errors?.[0]?.extensions).toMatchObject({
      code: 'GONE',
      reason: 'NOT_SHARED',
    });
  });

  it.each([
    ['past', () => new Date(Date.now() - 1_000)],
    ['far future', () => new Date(Date.now() + 366 * 24 * 3_600_000)],
  ])('has no link that ends in the %s', async (_, until) => {
    const { errors } = await service.send(SHARE, { slug: 'shown', until: until() }, curator.headers);
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      argument: 'expiresAt',
      limit: 365,
    });
  });

  it('must be SHARED first', async () => {
    await curator.make('secret');
    const { errors } = await service.send(SHARE, { slug: 'secret' }, curator.headers);
    expect(errors?.[0]).toMatchObject({
      message: expect.stringContaining('is PRIVATE; a link only works for one that is SHARED'),
      extensions: { code: 'CONFLICT' },
    });
    expect((await service.send(SHARE, { slug: 'none' }, curator.headers)).errors?.[0]?.extensions.code).toBe(
      'NOT_FOUND',
    );
  });

  it('leaves its secret in no log, no error and no address', async () => {
    const { secret } = await share();
    await service.send('query($share: Int) { collection(slug: "shown", share: $share) { slug } }', {
      share: secret,
    });
    const wrong = await service.send('query($n: Int) { achievements(first: $n) { totalCount } }', {
      n: secret,
    });
    expect(JSON.stringify(wrong)).not.toContain(secret.slice(0, 30));
    const response = await fetch(
      `${service.url}/graphql?query=${encodeURIComponent(SEE)}&variables=${encodeURIComponent(JSON.stringify({ slug: 'shown', share: secret }))}`,
    );
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('There is a key in the address');
    expect(service.logs.join('')).not.toContain(secret.slice(0, 30));
    const [row] = await service.database.dataSource.query(
      'SELECT count(*)::int AS count FROM collection_share s WHERE s::text LIKE $1',
      [`%${secret}%`],
    );
    expect(row.count).toBe(0);
  });
});

describe('the list of collections', () => {
  it('shows everyone the PUBLIC ones and curators all, last changed first', async () => {
    await curator.make('public-one');
    await curator.run('updateCollection', 'slug: "public-one", ifVersion: 1, input: { visibility: PUBLIC }');
    await curator.make('private-one');
    const ask = '{ collections { totalCount edges { node { slug visibility owner } } } }';
    const { collections } = await service.query(ask);
    expect(collections).toEqual({
      totalCount: 1,
      edges: [{ node: { slug: 'public-one', visibility: 'PUBLIC', owner: 'Curator' } }],
    });
    const { data } = await service.send(ask, {}, curator.headers);
    expect(data.collections.edges.slice(0, 2).map(({ node }: any) => node.slug)).toEqual([
      'private-one',
      'public-one',
    ]);
    expect((await service.query('{ collection(slug: "private-one") { slug } }')).collection).toBeNull();
  });
});
