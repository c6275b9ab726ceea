import { AppError } from '../errors/app-error.js';

/** The kinds of records that have a global id. */
export const NODE_TYPES = [
  'Achievement',
  'Craftsman',
  'Studio',
  'Organisation',
  'Industry',
  'Region',
  'Award',
] as const;

/** The GraphQL type name of a record with a global id. */
export type NodeType = (typeof NODE_TYPES)[number];

/** Which record a global id names. */
export interface NodeReference {
  readonly type: NodeType;
  readonly code: string;
}

const SHAPE = /^([A-Za-z]+):([A-Za-z0-9_-]+)$/;

/** Writes the global id of a record: opaque, unique across all kinds, as permanent as the code in it. */
export function encodeGlobalId(type: NodeType, code: string): string {
  return Buffer.from(`${type}:${code}`, 'utf8').toString('base64url');
}

/** Reads a global id; null when the text is not one. */
export function parseGlobalId(id: string): NodeReference | null {
  const match = SHAPE.exec(Buffer.from(id, 'base64url').toString('utf8'));
  const type = NODE_TYPES.find((name) => name === match?.[1]);
  // base64url has several spellings of the same bytes; an id has one.
  return type && match?.[2] && encodeGlobalId(type, match[2]) === id ? { type, code: match[2] } : null;
}

/**
 * Reads a global id.
 *
 * @throws AppError BAD_USER_INPUT when the text is not a global id
 */
export function decodeGlobalId(id: string): NodeReference {
  const reference = parseGlobalId(id);
  if (reference) return reference;
  throw new AppError(
    'BAD_USER_INPUT',
    `“${id.slice(0, 60)}” is not an id of this catalogue. Send an id exactly as a record's “id” field gave it, or look a record up by its code.`,
    { argument: 'id' },
  );
}
