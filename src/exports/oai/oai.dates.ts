import { OaiError } from './oai.error.js';

/** The moments between which a list's datestamps lie. */
export interface DateRange {
  /** At or after; null for no bound. */
  readonly from: Date | null;
  /** Before, and not at; null for no bound. */
  readonly before: Date | null;
}

const DAY = /^\d{4}-\d\d-\d\d$/;
const SECOND = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

const DAY_MS = 86_400_000;
const SECOND_MS = 1_000;

/** A moment as the protocol writes it, to the second. */
export function toDatestamp(moment: Date): string {
  return moment.toISOString().replace(/\.\d+Z$/, 'Z');
}

/** @throws OaiError badArgument */
export function readDates(from: string | null, until: string | null): DateRange {
  if (from !== null && until !== null && from.length !== until.length) {
    throw new OaiError('badArgument', '“from” and “until” must both be days, or both moments.');
  }
  const range = {
    from: from === null ? null : readDate('from', from),
    before: until === null ? null : endOf(until, readDate('until', until)),
  };
  if (range.from && range.before && range.from >= range.before) {
    throw new OaiError('badArgument', '“from” must not be later than “until”.');
  }
  return range;
}

function readDate(argument: string, text: string): Date {
  const date = DAY.test(text) || SECOND.test(text) ? new Date(text) : new Date(Number.NaN);
  // A day that does not exist, such as 30 February, is read as another one.
  if (!Number.isNaN(date.getTime()) && date.toISOString().startsWith(text.replace(/Z$/, ''))) return date;
  throw new OaiError(
    'badArgument',
    `“${argument}” must be a day such as 2026-01-31, or a moment such as 2026-01-31T08:00:00Z.`,
  );
}

/** The first moment after a day or second. */
function endOf(text: string, date: Date): Date {
  return new Date(date.getTime() + (DAY.test(text) ? DAY_MS : SECOND_MS));
}
