import { createHash } from 'node:crypto';

/** A plain value as text: the same for equal values, in whatever order their properties stand. */
export function canonicalText(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}

/** A hash of a plain value: the same for equal values. */
export function fingerprintOf(value: unknown): string {
  return createHash('sha256').update(canonicalText(value)).digest('hex');
}
