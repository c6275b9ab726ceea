import { describe, expect, it } from '@jest/globals';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { AppError } from '../common/errors/app-error.js';
import { formatError } from './error-format.js';

const SECRET = 'geheim';
const PATH = ['achievements', 'edges', 0, 'node'];

/** What Apollo hands over for an error that a resolver threw: wrapped, with its path, coded as internal. */
function thrown(original: Error, code = 'INTERNAL_SERVER_ERROR'): [GraphQLFormattedError, unknown] {
  const wrapped = new GraphQLError(original.message, { path: PATH, originalError: original });
  const formatted = {
    message: original.message,
    locations: [{ line: 1, column: 3 }],
    path: PATH,
    extensions: { code, stacktrace: [`${SECRET} at resolver`] },
  };
  return [formatted, wrapped];
}

/** What Apollo hands over for a fault of the document itself. */
function refused(code: string, message: string): [GraphQLFormattedError, unknown] {
  const extensions = { code, stacktrace: [`${SECRET} at parser`] };
  return [
    { message, locations: [{ line: 1, column: 9 }], extensions },
    new GraphQLError(message, { extensions }),
  ];
}

describe('an error of a resolver', () => {
  it('that is our own is told with its code, details and place', () => {
    const original = new AppError(
      'GONE',
      'The record WIA-0001 was withdrawn: twice in the list',
      { recordCode: 'WIA-0001' },
      { cause: new Error(SECRET) },
    );
    expect(formatError(...thrown(original))).toEqual({
      message: 'The record WIA-0001 was withdrawn: twice in the list',
      locations: [{ line: 1, column: 3 }],
      path: PATH,
      extensions: { code: 'GONE', recordCode: 'WIA-0001' },
    });
  });

  it('that is our own keeps its code, even one that Apollo has too', () => {
    const formatted = formatError(
      ...thrown(new AppError('BAD_USER_INPUT', 'Wrong.', { argument: 'x' }), 'BAD_USER_INPUT'),
    );
    expect(formatted.extensions).toEqual({ code: 'BAD_USER_INPUT', argument: 'x' });
  });

  it.each<[string, Error]>([
    ['a defect', new TypeError(`Cannot read ${SECRET}`)],
    [
      'a failed statement',
      Object.assign(new Error(`syntax error at ${SECRET}`), { code: '42601', query: SECRET }),
    ],
    [
      'a fault with extensions of its own',
      Object.assign(new Error(SECRET), { extensions: { password: SECRET } }),
    ],
  ])('that is none of ours says nothing: %s', (_, original) => {
    const formatted = formatError(...thrown(original));
    expect(formatted).toEqual({
      message: 'Something went wrong here. Tell us the requestId.',
      locations: [{ line: 1, column: 3 }],
      path: PATH,
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    });
    expect(JSON.stringify(formatted)).not.toContain(SECRET);
  });

  it('that says that the database is gone tells to try again, and not where it was', () => {
    const original = Object.assign(new Error(`connect ECONNREFUSED ${SECRET}`), { code: 'ECONNREFUSED' });
    const formatted = formatError(...thrown(original));
    expect(formatted.extensions).toEqual({ code: 'SERVICE_UNAVAILABLE' });
    expect(JSON.stringify(formatted)).not.toContain(SECRET);
  });

  it('that is no error at all says nothing', () => {
    const formatted = formatError({ message: SECRET, extensions: { code: 'INTERNAL_SERVER_ERROR' } }, SECRET);
    expect(formatted).toEqual({
      message: 'Something went wrong here. Tell us the requestId.',
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    });
  });
});

describe('a fault of the document', () => {
  it.each([
    ['GRAPHQL_PARSE_FAILED', 'Syntax Error: Expected Name, found "}".'],
    ['GRAPHQL_VALIDATION_FAILED', 'Cannot query field "x" on type "Query".'],
    ['BAD_USER_INPUT', 'Variable "$first" got invalid value "x".'],
    ['OPERATION_RESOLUTION_FAILURE', 'Unknown operation named "Q".'],
    ['BAD_REQUEST', 'POST body missing.'],
    ['PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound'],
    ['QUERY_TOO_COMPLEX', 'The request has 30000 points of cost; at most 20000 are allowed.'],
  ])('is told in its own words, with its place and without a stack: %s', (code, message) => {
    const formatted = formatError(...refused(code, message));
    expect(formatted).toEqual({ message, locations: [{ line: 1, column: 9 }], extensions: { code } });
  });

  it('with an unknown code says nothing', () => {
    const formatted = formatError(...refused('SOMETHING_ELSE', SECRET));
    expect(formatted.extensions).toEqual({ code: 'INTERNAL_SERVER_ERROR' });
    expect(JSON.stringify(formatted)).not.toContain(SECRET);
  });
});
