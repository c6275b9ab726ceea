import { type DataSource } from 'typeorm';
import { type Actor } from '../access/actor.js';
import { Scope } from '../access/scopes.js';
import { AppError } from '../common/errors/app-error.js';
import { SLUG } from '../common/graphql/input.decorators.js';

/** Whether an actor sees every collection. */
export function isCurator(actor: Actor): boolean {
  return actor.scopes.has(Scope.CURATE);
}

/** Decides who may ask for the records of a collection. */
export class CollectionAccess {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Sees to it that an actor may filter by collections: everyone by PUBLIC ones, curators by all.
   *
   * @throws AppError BAD_USER_INPUT, which does not tell a collection that is not there from one that is not shown
   */
  async check(actor: Actor, slugs: readonly string[]): Promise<void> {
    if (slugs.length === 0) return;
    const rows = await this.dataSource.query<{ code: string }[]>(
      `SELECT code FROM collection WHERE code = ANY($1) AND deleted_at IS NULL AND ($2 OR visibility = 'PUBLIC')`,
      // What is no slug, no collection has; some of it PostgreSQL cannot even hold.
      [slugs.filter((slug) => SLUG.test(slug)), isCurator(actor)],
    );
    const seen = new Set(rows.map(({ code }) => code));
    const absent = slugs.find((slug) => !seen.has(slug));
    if (absent === undefined) return;
    const shown = absent.slice(0, 60);
    throw new AppError(
      'BAD_USER_INPUT',
      `There is no collection “${shown}” that you may filter by. One that is not PUBLIC needs a key with the scope ${Scope.CURATE}.`,
      { argument: 'inCollection', value: shown },
    );
  }
}
