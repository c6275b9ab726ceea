import { CodeSet, type LinkedCodeSet } from '../common/graphql/filter.inputs.js';
import { encodeGlobalId, parseGlobalId } from '../common/graphql/global-id.js';

/**
 * Puts the survivors of merges in the place of merged records in every set of codes of an argument, wherever it
 * stands: codes are permanent, so a filter by an old one finds what a filter by its survivor does.
 *
 * @param survivors the records that answer for merged codes, by these
 */
export function putSurvivors(value: unknown, survivors: ReadonlyMap<string, string>): void {
  if (survivors.size > 0) replaceIn(value, survivors);
}

function replaceIn(value: unknown, survivors: ReadonlyMap<string, string>): void {
  if (typeof value !== 'object' || value === null) return;
  if (!(value instanceof CodeSet)) {
    for (const part of Object.values(value)) replaceIn(part, survivors);
    return;
  }
  const set: LinkedCodeSet = value;
  for (const list of ['anyOf', 'allOf', 'noneOf'] as const) {
    const codes = set[list];
    if (codes) set[list] = codes.map((code) => survivorOf(code, survivors));
  }
}

/** The code or global id of the survivor, as the merged record was named; any other text as it is. */
function survivorOf(text: string, survivors: ReadonlyMap<string, string>): string {
  const reference = parseGlobalId(text);
  const survivor = survivors.get(reference?.code ?? text);
  if (survivor === undefined) return text;
  return reference ? encodeGlobalId(reference.type, survivor) : survivor;
}
