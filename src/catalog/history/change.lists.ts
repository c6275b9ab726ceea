import { type NodeType } from '../../common/graphql/global-id.js';
import { type FilterLogic } from '../../database/query/filter.js';
import { type ListSpec } from '../../database/query/list-query.js';
import { type BaseRow, type RowSpec } from '../../database/query/row.js';
import { type ChangeEntity, type ChangeSetEntity } from '../../history/history.entities.js';
import { EDITED_TYPES, type EditedType } from '../editing/edits.js';

/** A change set as it is read. */
export type ChangeSetRow = Pick<ChangeSetEntity, 'id' | 'at' | 'author' | 'kind' | 'reason' | 'reverts'>;

/** A change as it is read, with its change set. */
export type ChangeRow = BaseRow &
  Pick<ChangeEntity, 'version'> & {
    readonly type: EditedType;
    readonly before: object | null;
    readonly after: object | null;
    readonly changeSet: ChangeSetRow;
  };

/** No list of changes is filtered. */
type NoFilter = FilterLogic<object>;

/** The columns of a change set besides its number. */
export const CHANGE_SET_COLUMNS = ['at', 'author', 'kind', 'reason', 'reverts'] as const;

/** A change is read as records are, though it is none: it has no global id, and nobody asks for one. */
const CHANGE_ROW: RowSpec = {
  type: 'Change' as NodeType,
  table: 'change',
  columns: ['code', 'type', 'version', 'changeSetId', 'before', 'after'],
  joined: {
    changeSet: { table: 'change_set', key: 'id', by: 'changeSetId', columns: CHANGE_SET_COLUMNS },
  },
};

const SCOPES = Object.fromEntries(
  EDITED_TYPES.map((type) => [type, `t.type = '${type}' AND t.code = p.parent`]),
) as Readonly<Record<EditedType, string>>;

/** The changes of one record, newest first. */
export const RECORD_HISTORY: ListSpec<NoFilter, 'NEWEST', EditedType> = {
  row: CHANGE_ROW,
  filter: {},
  orders: { NEWEST: { expression: 't.version', direction: 'DESC', type: 'integer' } },
  defaultOrder: 'NEWEST',
  scopes: SCOPES,
};

/** The changes of one change set, by the kind and code of their records. */
export const CHANGES_TOGETHER: ListSpec<NoFilter, 'RECORD', 'changeSet'> = {
  row: CHANGE_ROW,
  filter: {},
  orders: { RECORD: { expression: 't.type', direction: 'ASC', type: 'text' } },
  defaultOrder: 'RECORD',
  scopes: { changeSet: 't.change_set_id = p.parent::bigint' },
};

/** The codes that a record answers for since others were merged into it, one after the other too. */
export const FORMER_CODES: ListSpec<NoFilter, 'CODE', 'survivor'> = {
  row: { type: 'RetiredCode' as NodeType, table: 'retired_code', columns: ['code'] },
  filter: {},
  orders: { CODE: { expression: 't.code', direction: 'ASC', type: 'text' } },
  defaultOrder: 'CODE',
  scopes: {
    survivor: `t.code IN (
      WITH RECURSIVE former AS (
        SELECT code FROM retired_code WHERE merged_into = p.parent
        UNION SELECT r.code FROM retired_code r JOIN former f ON r.merged_into = f.code
      ) SELECT code FROM former
    )`,
  },
};
