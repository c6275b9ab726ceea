/** What was done. */
export enum ChangeKind {
  CREATE = 'CREATE',
  UPDATE = 'UPDATE',
  WITHDRAW = 'WITHDRAW',
  RESTORE = 'RESTORE',
  MERGE = 'MERGE',
  PUT_BACK = 'PUT_BACK',
  IMPORT = 'IMPORT',
  REVERT = 'REVERT',
}
