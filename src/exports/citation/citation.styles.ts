import { registerEnumType } from '@nestjs/graphql';
import { AppError } from '../../common/errors/app-error.js';
import { apa } from './apa.js';
import { bibtex } from './bibtex.js';
import { type CitedWork, inOneLine } from './cited-work.js';
import { gbt7714 } from './gbt7714.js';

/** How a citation is written. */
export enum CitationStyle {
  GBT7714 = 'GBT7714',
  APA = 'APA',
  BIBTEX = 'BIBTEX',
}

registerEnumType(CitationStyle, {
  name: 'CitationStyle',
  description: 'How a citation is written.',
  valuesMap: {
    GBT7714: { description: 'GB/T 7714—2025, numeric system.' },
    APA: { description: 'APA Style, 7th edition, as plain text.' },
    BIBTEX: { description: 'A BibTeX entry, in UTF-8.' },
  },
});

const WRITERS: Readonly<Record<CitationStyle, (work: CitedWork, accessed: string) => string>> = {
  [CitationStyle.GBT7714]: gbt7714,
  [CitationStyle.APA]: apa,
  [CitationStyle.BIBTEX]: bibtex,
};

/** A day as ISO 8601 has it. */
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Cites a work.
 *
 * @param accessed the day on which it was looked up, as ISO 8601 has it; today, in UTC, when null
 * @throws AppError BAD_USER_INPUT when that is no day
 */
export function cite(work: CitedWork, style: CitationStyle, accessed: string | null = null): string {
  const plain: CitedWork = {
    ...work,
    creators: work.creators.map(inOneLine),
    title: inOneLine(work.title),
    titleEn: work.titleEn === null ? null : inOneLine(work.titleEn),
  };
  return WRITERS[style](plain, accessed === null ? dayOf(new Date()) : checkedDay(accessed));
}

/** The day of a moment, in UTC, as ISO 8601 has it. */
export function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}

function checkedDay(text: string): string {
  const moment = DAY.test(text) ? new Date(text) : null;
  if (moment && !Number.isNaN(moment.getTime()) && dayOf(moment) === text) return text;
  throw new AppError('BAD_USER_INPUT', '“accessed” must be a day such as 2026-11-21.', {
    argument: 'accessed',
  });
}
