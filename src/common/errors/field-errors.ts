import { type ValidationError } from 'class-validator';
import { AppError } from './app-error.js';

/** One value that is not allowed, by the path at which the client sent it. */
export interface FieldError {
  readonly path: string;
  readonly message: string;
}

/** What is wrong with an input, by field. */
export function fieldErrors(errors: readonly ValidationError[], parent = ''): FieldError[] {
  return errors.flatMap(({ property, constraints, children }) => {
    const path = /^\d+$/.test(property)
      ? `${parent}[${property}]`
      : parent
        ? `${parent}.${property}`
        : property;
    const own = Object.values(constraints ?? {}).map((message) => ({ path, message }));
    return [...own, ...fieldErrors(children ?? [], path)];
  });
}

/** The refusal of an input in which these fields are wrong. */
export function refusedFields(fields: readonly FieldError[]): AppError {
  const told = fields.map(({ path, message }) => `${path}: ${message}`).join('; ');
  return new AppError('BAD_USER_INPUT', `Not allowed: ${told}.`, { fields });
}
