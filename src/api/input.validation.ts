import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { AppError } from '../common/errors/app-error.js';

/** One value that is not allowed, by the path at which the client sent it. */
interface FieldError {
  readonly path: string;
  readonly message: string;
}

function fieldErrors(errors: readonly ValidationError[], parent = ''): FieldError[] {
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

/** Checks every argument by the rules of its input class; what is wrong is told by field. */
export function inputValidation(): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    stopAtFirstError: true,
    exceptionFactory: (errors) => {
      const fields = fieldErrors(errors);
      const told = fields.map(({ path, message }) => `${path}: ${message}`).join('; ');
      return new AppError('BAD_USER_INPUT', `Not allowed: ${told}.`, { fields });
    },
  });
}
