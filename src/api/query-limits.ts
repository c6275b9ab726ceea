import { createHash } from 'node:crypto';
import { parse, type DocumentNode } from 'graphql';
import { AppError } from '../common/errors/app-error.js';
import { REQUEST_LIMITS } from '../common/graphql/request-limits.js';
import { countTokens, measureQuery } from './query-size.js';

/** Documents whose verdict is remembered: partners send the same few over and over. */
const REMEMBERED_DOCUMENTS = 1_000;

/** Verdicts by the hash of the document, least recently used first. */
const verdicts = new Map<string, AppError | null>();

/**
 * The refusal of a request that is over a limit.
 *
 * @param value what the request has; undefined when counting stopped at the limit
 */
export function tooComplex(limit: keyof typeof REQUEST_LIMITS, what: string, value?: number): AppError {
  const allowed = REQUEST_LIMITS[limit];
  const has = value === undefined ? `more than ${allowed}` : `${value}`;
  return new AppError(
    'QUERY_TOO_COMPLEX',
    `The request has ${has} ${what}; at most ${allowed} are allowed.`,
    {
      limitName: limit,
      limit: allowed,
      ...(value === undefined ? {} : { value }),
    },
  );
}

/**
 * Why a document is refused before it is validated; null when its size is allowed. What cannot be parsed is left
 * to the server, which answers with the place of the mistake.
 */
export function checkSize(text: unknown): AppError | null {
  if (typeof text !== 'string') return null;
  const bytes = Buffer.byteLength(text);
  if (bytes > REQUEST_LIMITS.maxDocumentBytes)
    return tooComplex('maxDocumentBytes', 'bytes of document', bytes);
  const key = createHash('sha256').update(text).digest('base64');
  const known = verdicts.get(key);
  verdicts.delete(key);
  const verdict = known === undefined ? judge(text) : known;
  verdicts.set(key, verdict);
  if (verdicts.size > REMEMBERED_DOCUMENTS) verdicts.delete(verdicts.keys().next().value as string);
  return verdict;
}

function judge(text: string): AppError | null {
  const { maxTokens, maxDepth, maxFields, maxAliases, maxDirectives } = REQUEST_LIMITS;
  if (countTokens(text, maxTokens) > maxTokens) return tooComplex('maxTokens', 'tokens');
  let document: DocumentNode;
  try {
    document = parse(text, { noLocation: true });
  } catch {
    return null;
  }
  const { depth, fields, aliases, directives } = measureQuery(document);
  if (depth > maxDepth) return tooComplex('maxDepth', 'levels of fields', depth);
  if (fields > maxFields) return tooComplex('maxFields', 'fields', fields);
  if (aliases > maxAliases) return tooComplex('maxAliases', 'aliases', aliases);
  if (directives > maxDirectives) return tooComplex('maxDirectives', 'directives', directives);
  return null;
}
