import { type Edge } from '../../common/pagination/connection.type.js';
import { FeedKind } from '../../record/feed/feed-kind.js';
import { encodePosition } from '../../record/feed/feed.cursor.js';
import { type FeedEntry } from '../../record/feed/feed.reader.js';
import { RECORD_FIELDS, type RecordField } from '../../record/record.fields.js';
import { type RecordChange } from './record-change.type.js';

export type RecordChangeEdge = Edge<RecordChange>;

/** The fields of an achievement that the public sees, in their order. */
const ACHIEVEMENT_FIELDS = Object.entries<RecordField>(RECORD_FIELDS)
  .filter(([, { internal }]) => internal !== true)
  .map(([name]) => name);

/** A change as it is served, by GraphQL and as a line of JSON alike. */
export function toRecordChange(entry: FeedEntry): RecordChange {
  const { position, kind, type, code, at, reason, mergedInto } = entry;
  const gone = kind === FeedKind.WITHDRAW || kind === FeedKind.MERGE;
  const row = gone ? null : rowOf(entry);
  return { position: encodePosition(position), kind, type, code, at, row, reason, mergedInto };
}

function rowOf({ type, document }: FeedEntry): object {
  if (type !== 'Achievement') return document;
  const values = document as Readonly<Record<string, unknown>>;
  return Object.fromEntries(ACHIEVEMENT_FIELDS.map((name) => [name, values[name]]));
}
