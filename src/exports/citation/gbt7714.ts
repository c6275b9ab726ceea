import { type CitedWork, PUBLISHER } from './cited-work.js';

/** So many creators are named; of more, the first ones. */
const NAMED = 3;

/**
 * A reference after GB/T 7714—2025, numeric system, of the type data set online (DS/OL), with the standard's full-width
 * marks. What is unknown is left out.
 */
export function gbt7714(work: CitedWork, accessed: string): string {
  const { title, version, updated, url } = work;
  return [
    creatorsOf(work),
    `${title}[DS/OL]. `,
    `V${version}. `,
    `${PUBLISHER}（${updated}）[${accessed}]. `,
    `${url}.`,
  ].join('');
}

function creatorsOf({ creators, more }: CitedWork): string {
  if (creators.length === 0) return '';
  const named = creators.slice(0, NAMED);
  const others = more || creators.length > NAMED ? ['等'] : [];
  return `${[...named, ...others].join('，')}. `;
}
