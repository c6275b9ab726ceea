import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';

/**
 * Has a field resolver called as it is, with (source, arguments, context), and its value taken as it is.
 *
 * Nest does so by itself for a field without parameter decorators; this decorator asks for the same where an
 * `@Args()` is there to declare the arguments. No pipe checks these then, so it is only for fields whose arguments
 * are told whole by their GraphQL types. A page has hundreds of such fields, and Nest's way to each costs more than
 * the field itself.
 */
export function DirectField(): MethodDecorator {
  return (target, name) => {
    Reflect.defineMetadata(ROUTE_ARGS_METADATA, {}, target.constructor, name);
  };
}
