import { ValidationPipe } from '@nestjs/common';
import { fieldErrors, refusedFields } from '../common/errors/field-errors.js';

/** Checks every argument by the rules of its input class; what is wrong is told by field. */
export function inputValidation(): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    stopAtFirstError: true,
    exceptionFactory: (errors) => refusedFields(fieldErrors(errors)),
  });
}
