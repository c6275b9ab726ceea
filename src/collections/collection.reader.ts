import { Injectable } from '@nestjs/common';
import { type ActorContext } from '../access/actor.js';
import { type CatalogContext } from '../catalog/catalog.context.js';
import { AppError } from '../common/errors/app-error.js';
import { type Connection } from '../common/pagination/connection.type.js';
import { toListRequest } from '../common/pagination/list-request.js';
import { type PageArguments } from '../common/pagination/page-request.js';
import { isCurator } from './collection.access.js';
import { Visibility } from './collection.enums.js';
import {
  COLLECTION_LIST,
  COLLECTION_ROW,
  type CollectionFilter,
  type CollectionRow,
} from './collection.lists.js';
import { CollectionShares } from './collection.share.js';

/** What a resolver of collections finds in the context of its request. */
export type CollectionContext = CatalogContext & ActorContext;

/** Reads collections, for those who may see them. */
@Injectable()
export class CollectionReader {
  constructor(private readonly shares: CollectionShares) {}

  /**
   * The collection with this slug; null when there is none that the actor may see.
   *
   * @param share the secret of a link to it
   * @throws AppError GONE when it was removed, to curators, or when the link does not work any more
   */
  async find(
    { actor, reader }: CollectionContext,
    slug: string,
    share: string | null,
  ): Promise<CollectionRow | null> {
    const row = await reader.find<CollectionRow>(COLLECTION_ROW, slug);
    const seesAll = isCurator(actor);
    if (row?.deletedAt === null && (seesAll || row.visibility === Visibility.PUBLIC)) return row;
    if (row?.deletedAt && seesAll) {
      throw new AppError(
        'GONE',
        `The collection ${row.code} was removed. “restoreCollection” brings it back.`,
        {
          recordCode: row.code,
          retiredAt: row.deletedAt.toISOString(),
        },
      );
    }
    if (share === null || slug.includes('\0')) return null;
    await this.shares.check(slug, share);
    return row;
  }

  /** One page of the collections that the actor may see. */
  list({ actor, reader }: CollectionContext, args: PageArguments): Promise<Connection<CollectionRow>> {
    const filter: CollectionFilter = { seenBy: isCurator(actor) ? 'CURATORS' : 'EVERYONE' };
    return reader.page(COLLECTION_LIST, toListRequest({ ...args, filter }));
  }
}
