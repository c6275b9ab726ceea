import { AppError } from '../../../common/errors/app-error.js';

/**
 * The refusal of a data package: what is wrong with it, and where.
 *
 * @param row number in the file, counted as spreadsheets do: the names of the columns are row 1
 */
export function packageRefused(
  message: string,
  { file, row, cause }: { readonly file?: string; readonly row?: number; readonly cause?: unknown } = {},
): AppError {
  const place = [file, row === undefined ? undefined : `row ${row}`].filter((part) => part !== undefined);
  const told = place.length === 0 ? message : `${place.join(', ')}: ${message}`;
  return new AppError('BAD_USER_INPUT', `${told} Nothing was loaded.`, { file, row }, { cause });
}
