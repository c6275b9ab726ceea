/** What became of a record, as the public sees it. */
export enum FeedKind {
  CREATE = 'CREATE',
  UPDATE = 'UPDATE',
  WITHDRAW = 'WITHDRAW',
  RESTORE = 'RESTORE',
  MERGE = 'MERGE',
}
