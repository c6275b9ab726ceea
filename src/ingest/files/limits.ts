import { AppError, type ErrorDetails } from '../../common/errors/app-error.js';

/** What a file may hold. More is refused with the limit named, never cut. */
export const FILE_LIMITS = {
  /** Bytes of the file as it is sent. */
  bytes: 200_000_000,
  rows: 1_000_000,
  columns: 100,
  /** The number of the last row of a sheet. */
  sheetRow: 1_048_576,
  /** Characters of one cell. */
  cellCharacters: 10_000,
  /** Bytes of one line of a text file. */
  lineBytes: 1_000_000,
  /** Files inside an XLSX file. */
  packedFiles: 1_000,
  /** Bytes of all files inside an XLSX file, unpacked. */
  unpackedBytes: 1_500_000_000,
  /** How many times larger than packed a file inside may be; small ones may be more. */
  unpackingRatio: 200,
  /** Shared texts of an XLSX file. */
  sharedTexts: 5_000_000,
} as const;

/** Why a file as a whole is refused. */
export type FileProblem =
  | 'BINARY_FILE'
  | 'BROKEN_ARCHIVE'
  | 'CELL_TOO_LONG'
  | 'CELL_WITH_ERROR'
  | 'EMPTY_FILE'
  | 'ENCRYPTED_FILE'
  | 'FILE_TOO_LARGE'
  | 'FORMULA'
  | 'INVALID_ENCODING'
  | 'INVALID_JSON'
  | 'INVALID_QUOTES'
  | 'LINE_TOO_LONG'
  | 'MIXED_ENCODINGS'
  | 'NUL_CHARACTER'
  | 'TOO_MANY_COLUMNS'
  | 'TOO_MANY_ROWS'
  | 'TRUNCATED_FILE'
  | 'UNKNOWN_FORMAT'
  | 'ZIP_BOMB';

/** The refusal of a whole file: what is wrong, where, and what is allowed. */
export function fileRefused(problem: FileProblem, message: string, details: ErrorDetails = {}): AppError {
  const code = problem === 'FILE_TOO_LARGE' ? 'PAYLOAD_TOO_LARGE' : 'BAD_USER_INPUT';
  return new AppError(code, message, { problem, ...details });
}
