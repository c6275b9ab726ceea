import { type EntityType } from '../api/generated/operations.js';

/** A kind of record that has a page. */
export type RecordKind = 'achievements' | 'craftsmen' | 'studios' | 'organisations' | 'industries';

const KINDS: Readonly<Record<EntityType, RecordKind>> = {
  ACHIEVEMENT: 'achievements',
  CRAFTSMAN: 'craftsmen',
  STUDIO: 'studios',
  ORGANISATION: 'organisations',
  INDUSTRY: 'industries',
};

/** Where a record has its page. */
export function recordPath(kind: RecordKind, code: string): string {
  return `/${kind}/${encodeURIComponent(code)}`;
}

/** Where a suggested record has its page. */
export function suggestedPath({ type, code }: { readonly type: EntityType; readonly code: string }): string {
  return recordPath(KINDS[type], code);
}

/** Where the public reaches the service: what the served page says of itself, or else the address that it was opened at. */
function publicOrigin(): string {
  const canonical = document.querySelector<HTMLLinkElement>('link[rel="canonical"]')?.href;
  return canonical === undefined ? location.origin : new URL(canonical).origin;
}

/** The address that stays a record's for ever, to be printed and cited. */
export function permanentAddress(code: string): string {
  return `${publicOrigin()}/id/${encodeURIComponent(code)}`;
}
