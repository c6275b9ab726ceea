import { type Audit } from './auditor.js';
import { codesOf, type Differences } from './differences.js';

/** Codes that are told of one kind of difference; the rest is counted. */
const TOLD = 20;

const KINDS: readonly (readonly [keyof Differences, string])[] = [
  ['missing', 'not in the index'],
  ['extra', 'in the index only'],
  ['different', 'not the same in the index'],
];

/** Whether the index agrees with the database. */
export function isClean({ indexed, left }: Audit): boolean {
  return indexed && codesOf(left).length === 0;
}

/** What an audit found, in lines for an operator. */
export function auditLines({ indexed, records, found, left, pending }: Audit): string[] {
  if (!indexed) return ['There is no search index yet: run reindex.'];
  const differing = codesOf(found).length;
  const mended = differing - codesOf(left).length;
  return [
    `${records} records compared: ${differing === 0 ? 'no difference' : `${differing} differ`}.`,
    ...KINDS.filter(([kind]) => found[kind].length > 0).map(([kind, what]) => {
      const codes = found[kind].slice(0, TOLD).join(', ');
      const more = found[kind].length - TOLD;
      return `${found[kind].length} ${what}: ${codes}${more > 0 ? ` and ${more} more` : ''}`;
    }),
    ...(mended > 0 ? [`${mended} mended.`] : []),
    ...(pending > 0 ? [`${pending} changes are still on their way.`] : []),
  ];
}
