import { type NodeType } from '../common/graphql/global-id.js';
import { type FilterLogic } from '../database/query/filter.js';
import { type ListSpec } from '../database/query/list-query.js';
import { type BaseRow, type RowSpec } from '../database/query/row.js';
import { type CollectionChangeEntity, type CollectionEntity } from './collection.entities.js';

/** A collection as it is read. Its code is its slug. */
export type CollectionRow = BaseRow & Omit<CollectionEntity, 'ownerKey'>;

/** A change of a collection as it is read. */
export type CollectionChangeRow = BaseRow &
  Pick<CollectionChangeEntity, 'version' | 'at' | 'author' | 'kind' | 'contentOf' | 'state'>;

/** Which collections are listed: never those that were removed. */
export interface CollectionFilter extends FilterLogic<CollectionFilter> {
  readonly seenBy: 'EVERYONE' | 'CURATORS';
}

/** Collections and their changes are read as records are, though they are none: they have no global id. */
export const COLLECTION_ROW: RowSpec = {
  type: 'Collection' as NodeType,
  table: 'collection',
  columns: ['code', 'version', 'visibility', 'state', 'owner', 'createdAt', 'updatedAt', 'deletedAt'],
};

/** The collections, last changed first. */
export const COLLECTION_LIST: ListSpec<CollectionFilter, 'UPDATED_DESC', never> = {
  row: COLLECTION_ROW,
  filter: {
    seenBy: (whom) => `t.deleted_at IS NULL${whom === 'EVERYONE' ? ` AND t.visibility = 'PUBLIC'` : ''}`,
  },
  orders: { UPDATED_DESC: { expression: 't.updated_at', direction: 'DESC', type: 'timestamptz' } },
  defaultOrder: 'UPDATED_DESC',
  scopes: {},
};

/** The changes of a collection, newest first. */
export const COLLECTION_HISTORY: ListSpec<FilterLogic<object>, 'NEWEST', 'collection'> = {
  row: {
    type: 'CollectionChange' as NodeType,
    table: 'collection_change',
    columns: ['code', 'version', 'at', 'author', 'kind', 'contentOf', 'state'],
  },
  filter: {},
  orders: { NEWEST: { expression: 't.version', direction: 'DESC', type: 'integer' } },
  defaultOrder: 'NEWEST',
  scopes: { collection: 't.code = p.parent' },
};
