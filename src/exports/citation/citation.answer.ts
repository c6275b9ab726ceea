import { type FastifyReply } from 'fastify';
import { AppError } from '../../common/errors/app-error.js';
import { CitationStyle, cite } from './citation.styles.js';
import { type CitedWork } from './cited-work.js';

/** What a client can add to the address of a citation. */
export interface CitationQuery {
  /** A style, in small letters. */
  readonly style?: unknown;
  /** Day on which it was looked up. */
  readonly accessed?: unknown;
}

const STYLES = Object.values(CitationStyle).map((style) => style.toLowerCase());

/**
 * A citation as an answer of HTTP, of which it sets the type.
 *
 * @throws AppError BAD_USER_INPUT when the style or the day is none
 */
export function answerCitation(reply: FastifyReply, work: CitedWork, query: CitationQuery): string {
  const style = styleOf(query.style);
  const text = cite(work, style, dayIn(query.accessed));
  const type = style === CitationStyle.BIBTEX ? 'application/x-bibtex' : 'text/plain';
  reply.type(`${type}; charset=utf-8`);
  return text.endsWith('\n') ? text : `${text}\n`;
}

/** What is given more than once, or not as a text, is no day. */
function dayIn(accessed: unknown): string | null {
  if (accessed === undefined) return null;
  return typeof accessed === 'string' ? accessed : '';
}

function styleOf(name: unknown): CitationStyle {
  if (name === undefined) return CitationStyle.GBT7714;
  const found = Object.values(CitationStyle).find((style) => style.toLowerCase() === name);
  if (found) return found;
  throw new AppError('BAD_USER_INPUT', `“style” must be one of ${STYLES.join(', ')}.`, {
    argument: 'style',
    allowed: STYLES,
  });
}
