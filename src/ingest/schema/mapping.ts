import { AppError } from '../../common/errors/app-error.js';

/** The names of a file's columns, by ours. */
export type ColumnMapping = Readonly<Record<string, string>>;

/**
 * Reads a mapping of columns.
 *
 * @throws AppError BAD_USER_INPUT when the text is no JSON object of texts
 */
export function parseMapping(text: string): ColumnMapping {
  try {
    const value: unknown = JSON.parse(text);
    const isMapping = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (isMapping && Object.values(value).every((name) => typeof name === 'string')) {
      return value as ColumnMapping;
    }
  } catch {
    // Told below, like a value that is no mapping.
  }
  throw new AppError(
    'BAD_USER_INPUT',
    'The mapping is no JSON object of texts, such as {"title":"项目名称"}.',
    { argument: 'mapping' },
  );
}
