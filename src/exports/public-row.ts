import { type NodeType } from '../common/graphql/global-id.js';
import { RECORD_FIELDS, type RecordField } from '../record/record.fields.js';

/** The fields of an achievement that the public sees, in their order. */
const ACHIEVEMENT_FIELDS = Object.entries<RecordField>(RECORD_FIELDS)
  .filter(([, { internal }]) => internal !== true)
  .map(([name]) => name);

/** The row of a record as it is given out: of an achievement, without what only serves the service itself. */
export function toPublicRow(type: NodeType, document: object): object {
  if (type !== 'Achievement') return document;
  const values = document as Readonly<Record<string, unknown>>;
  return Object.fromEntries(ACHIEVEMENT_FIELDS.map((name) => [name, values[name]]));
}
