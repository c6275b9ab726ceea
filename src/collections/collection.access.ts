import { type DataSource } from 'typeorm';
import { type Actor } from '../access/actor.js';
import { Scope } from '../access/scopes.js';
import { AppError } from '../common/errors/app-error.js';
import { SLUG } from '../common/graphql/input.decorators.js';
import { CollectionShares } from './collection.share.js';

/** Whether an actor sees every collection. */
export function isCurator(actor: Actor): boolean {
  return actor.scopes.has(Scope.CURATE);
}

/** Decides who may ask for the records of a collection. */
export class CollectionAccess {
  private readonly shares: CollectionShares;

  constructor(private readonly dataSource: DataSource) {
    this.shares = new CollectionShares(dataSource);
  }

  /**
   * Sees to it that an actor may filter by collections: everyone by PUBLIC ones, whoever came by a link by the one that it
   * opens, curators by all.
   *
   * @param share the secret of that link
   * @throws AppError BAD_USER_INPUT, which does not tell a collection that is not there from one that is not shown;
   * NOT_FOUND or GONE when a link was used that opens nothing
   */
  async check(actor: Actor, slugs: readonly string[], share: string | null = null): Promise<void> {
    if (slugs.length === 0) return;
    const rows = await this.dataSource.query<{ code: string }[]>(
      `SELECT code FROM collection WHERE code = ANY($1) AND deleted_at IS NULL AND ($2 OR visibility = 'PUBLIC')`,
      // What is no slug, no collection has; some of it PostgreSQL cannot even hold.
      [slugs.filter((slug) => SLUG.test(slug)), isCurator(actor)],
    );
    const seen = new Set(rows.map(({ code }) => code));
    for (const slug of slugs.filter((each) => !seen.has(each))) {
      if (share === null || !SLUG.test(slug)) throw notShown(slug);
      await this.shares.check(slug, share);
    }
  }
}

function notShown(slug: string): AppError {
  const shown = slug.slice(0, 60);
  return new AppError(
    'BAD_USER_INPUT',
    `There is no collection “${shown}” that you may filter by. One that is not PUBLIC needs a key with the scope ${Scope.CURATE}.`,
    { argument: 'inCollection', value: shown },
  );
}
