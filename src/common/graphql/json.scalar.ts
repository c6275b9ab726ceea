import { GraphQLScalarType } from 'graphql';

/** Any plain value, for output only. */
export const JSON_VALUE: GraphQLScalarType = new GraphQLScalarType({
  name: 'JSON',
  description:
    'The value of a field, whatever its type: a text, a number, true or false, a list, a document, or null for unknown. Records are named by their codes.',
  serialize: (value) => value,
});
