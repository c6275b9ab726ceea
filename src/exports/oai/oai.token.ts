import { decodeCursor, encodeCursor } from '../../common/pagination/cursor.js';
import { OaiError } from './oai.error.js';

/** What a list was asked by, as the client sent it. */
export interface ListArguments {
  readonly metadataPrefix: string;
  readonly set: string | null;
  readonly from: string | null;
  readonly until: string | null;
}

/** Where a list goes on: all that is needed is in its token, which so outlives the service. */
export interface ListPlace {
  readonly asked: ListArguments;
  /** Position in the feed after which the page begins. */
  readonly after: string;
  /** Records on the pages before. */
  readonly before: number;
  /** Records of the whole list; null on the first page. */
  readonly total: number | null;
}

const orderOf = (verb: string): string => `OAI.${verb}`;

export function writeToken(verb: string, { asked, after, before, total }: ListPlace): string {
  const { metadataPrefix, set, from, until } = asked;
  const values = [metadataPrefix, set ?? '', from ?? '', until ?? '', after, before, total ?? 0];
  return encodeCursor({ order: orderOf(verb), values });
}

/** @throws OaiError badResumptionToken */
export function readToken(token: string, verb: string): ListPlace {
  try {
    const values = decodeCursor(token, orderOf(verb), 'resumptionToken');
    const [metadataPrefix, set, from, until, after] = values.map(String) as [string, ...string[]];
    const [before, total] = values.slice(5).map(Number);
    if (/^\d{1,18}$/.test(after ?? '') && Number.isInteger(before) && Number.isInteger(total)) {
      const asked: ListArguments = {
        metadataPrefix,
        set: orNull(set),
        from: orNull(from),
        until: orNull(until),
      };
      return { asked, after: after as string, before: before as number, total: total as number };
    }
  } catch {
    // Told below, like a token that holds something else.
  }
  throw new OaiError(
    'badResumptionToken',
    `The token is damaged, or none of ${verb}. Send it exactly as the last answer gave it.`,
  );
}

function orNull(text: string | undefined): string | null {
  return text === undefined || text === '' ? null : text;
}
