import { AppError } from '../../common/errors/app-error.js';

/** Collects the values of one SQL statement, so that no value is ever written into its text. */
export class Parameters {
  readonly values: unknown[] = [];

  /**
   * Adds a value and gives the placeholder that stands for it.
   *
   * @throws AppError BAD_USER_INPUT for a text with a NUL character, which PostgreSQL cannot hold
   */
  add(value: unknown): string {
    const texts: unknown[] = Array.isArray(value) ? value : [value];
    if (texts.some((text) => typeof text === 'string' && text.includes('\0'))) {
      throw new AppError(
        'BAD_USER_INPUT',
        'A text holds a NUL character (U+0000), which no record can hold.',
      );
    }
    this.values.push(value);
    return `$${this.values.length}`;
  }
}
