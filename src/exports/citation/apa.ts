import { type CitedWork, PUBLISHER } from './cited-work.js';

/** Up to so many creators are all named; of more, the first ones and the last. */
const NAMED = 20;

/**
 * A reference after APA Style, 7th edition, as plain text. Chinese names and titles stay in Chinese characters: nobody
 * has told how each person writes the own name in Latin ones. A record can change, so it has the day of access; a
 * release cannot.
 */
export function apa(work: CitedWork, accessed: string): string {
  const { title, titleEn, year, version, key, url, kind } = work;
  const creators = creatorsOf(work);
  const translated = titleEn === null ? '' : ` [${titleEn}]`;
  const date = `(${year ?? 'n.d.'}).`;
  const named =
    kind === 'RECORD'
      ? `${title}${translated} (Record ${key}, Version ${version}) [Database record].`
      : `${title}${translated} (Version ${version}) [Data set].`;
  const lead =
    creators === '' ? [named, date] : [creators.endsWith('.') ? creators : `${creators}.`, date, named];
  const place = kind === 'RECORD' ? [`${PUBLISHER}.`, `Retrieved ${dayOf(accessed)}, from ${url}`] : [url];
  return [...lead, ...place].join(' ');
}

function creatorsOf({ creators, more }: CitedWork): string {
  if (creators.length === 0) return '';
  if (more) return [...creators.slice(0, NAMED), 'et al.'].join(', ');
  if (creators.length > NAMED) {
    return `${creators.slice(0, NAMED - 1).join(', ')}, . . . ${creators.at(-1) ?? ''}`;
  }
  return creators
    .map((name, index) => (index > 0 && index === creators.length - 1 ? `& ${name}` : name))
    .join(', ');
}

/** A day as English has it: November 21, 2026. */
function dayOf(day: string): string {
  return new Date(day).toLocaleDateString('en-US', {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    timeZone: 'UTC',
  });
}
