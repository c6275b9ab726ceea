import { QueryFailedError } from 'typeorm';
import { EditProblemCode, EditRefused, refused } from './edits.js';

/** What PostgreSQL says of a write that a rule of the schema forbids. */
interface Violation {
  readonly code?: string;
  readonly detail?: string;
  readonly message?: string;
}

/** SQLSTATEs of a rule broken: a key that is missing or still used, one that is taken, a check. */
const VIOLATIONS = new Set(['23503', '23505', '23514']);

/**
 * The refusal that a failed edit comes to; null for any other failure. Checks find nearly everything before: what
 * is left, the database itself refuses.
 */
export function toRefusal(error: unknown): EditRefused | null {
  if (error instanceof EditRefused) return error;
  if (!(error instanceof QueryFailedError)) return null;
  const { code = '', detail, message = '' } = error.driverError as Violation;
  if (!VIOLATIONS.has(code)) return null;
  return refused(EditProblemCode.CONFLICT, [], `The catalogue forbids it: ${detail ?? message}`);
}
