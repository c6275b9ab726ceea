import { AppError } from '../../common/errors/app-error.js';

/** The longest note, in characters. */
const MAX_NOTE = 1_000;

/** @throws AppError BAD_USER_INPUT when a note says nothing, or too much */
export function checkNote(note: string): string {
  const text = note.trim();
  if (text !== '' && text.length <= MAX_NOTE && !text.includes('\0')) return text;
  throw new AppError('BAD_USER_INPUT', `“note” must be a text of 1 to ${MAX_NOTE} characters.`, {
    argument: 'note',
    limit: MAX_NOTE,
  });
}
