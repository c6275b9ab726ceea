import { type CitedWork, PUBLISHER } from './cited-work.js';

/** What means something to TeX or BibTeX, and how it is written. Braces are named: BibTeX counts even escaped ones. */
const SPECIAL: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\textbraceleft{}',
  '}': '\\textbraceright{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '&': '\\&',
  '%': '\\%',
  $: '\\$',
  '#': '\\#',
  _: '\\_',
};

function escaped(text: string): string {
  return text.replace(/[\\{}~^&%$#_]/g, (character) => SPECIAL[character] ?? character);
}

/**
 * A BibTeX entry in UTF-8. Names and title stand in braces of their own: the one are not taken apart into first and last
 * names, the other keeps its capitals.
 */
export function bibtex(work: CitedWork, accessed: string): string {
  const { key, kind, title, year, version, url } = work;
  const note = kind === 'RECORD' ? `Record ${key}, version ${version}` : `Data set, version ${version}`;
  const fields: Readonly<Record<string, string | null>> = {
    author: authorsOf(work),
    title: `{${escaped(title)}}`,
    year: year === null ? null : String(year),
    howpublished: PUBLISHER,
    note: escaped(note),
    url,
    urldate: accessed,
  };
  const lines = Object.entries(fields)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `  ${name.padEnd('howpublished'.length)} = {${value ?? ''}}`);
  return `@misc{${key},\n${lines.join(',\n')}\n}\n`;
}

function authorsOf({ creators, more }: CitedWork): string | null {
  if (creators.length === 0) return null;
  return [...creators.map((name) => `{${escaped(name)}}`), ...(more ? ['others'] : [])].join(' and ');
}
