import { type Edge } from '../../common/pagination/connection.type.js';
import { FeedKind } from '../../record/feed/feed-kind.js';
import { encodePosition } from '../../record/feed/feed.cursor.js';
import { type FeedEntry } from '../../record/feed/feed.reader.js';
import { toPublicRow } from '../public-row.js';
import { type RecordChange } from './record-change.type.js';

export type RecordChangeEdge = Edge<RecordChange>;

/** A change as it is served, by GraphQL and as a line of JSON alike. */
export function toRecordChange(entry: FeedEntry): RecordChange {
  const { position, kind, type, code, at, document, reason, mergedInto } = entry;
  const gone = kind === FeedKind.WITHDRAW || kind === FeedKind.MERGE;
  const row = gone ? null : toPublicRow(type, document);
  return { position: encodePosition(position), kind, type, code, at, row, reason, mergedInto };
}
