import { type SortKey } from '../database/query/list-query.js';

/** Chinese texts sort by pinyin, as ICU's Chinese collation has it; other scripts follow. */
const PINYIN = 'COLLATE "zh-x-icu"';

type Named = 'CODE_ASC' | 'CODE_DESC' | 'UPDATED_ASC' | 'UPDATED_DESC';

/** The orders that every list of records has. */
const RECORD_ORDERS: Readonly<Record<Named, SortKey>> = {
  CODE_ASC: { expression: 't.code', direction: 'ASC', type: 'text' },
  CODE_DESC: { expression: 't.code', direction: 'DESC', type: 'text' },
  UPDATED_ASC: { expression: 't.updated_at', direction: 'ASC', type: 'timestamptz' },
  UPDATED_DESC: { expression: 't.updated_at', direction: 'DESC', type: 'timestamptz' },
};

/** The orders of a list whose records have a name. */
export const NAMED_ORDERS: Readonly<Record<Named | 'NAME_ASC' | 'NAME_DESC', SortKey>> = {
  ...RECORD_ORDERS,
  NAME_ASC: { expression: `t.name ${PINYIN}`, direction: 'ASC', type: 'text' },
  NAME_DESC: { expression: `t.name ${PINYIN}`, direction: 'DESC', type: 'text' },
};

/** The orders of achievements; records without a year come last in both directions. */
export const ACHIEVEMENT_ORDERS: Readonly<
  Record<Named | 'TITLE_ASC' | 'TITLE_DESC' | 'YEAR_ASC' | 'YEAR_DESC', SortKey>
> = {
  ...RECORD_ORDERS,
  TITLE_ASC: { expression: `t.title ${PINYIN}`, direction: 'ASC', type: 'text' },
  TITLE_DESC: { expression: `t.title ${PINYIN}`, direction: 'DESC', type: 'text' },
  YEAR_ASC: { expression: 'coalesce(t.year, 9999)', direction: 'ASC', type: 'integer' },
  YEAR_DESC: { expression: 'coalesce(t.year, 0)', direction: 'DESC', type: 'integer' },
};
