import { request } from '../api/client.js';
import { MoveInCollectionDocument, RemoveFromCollectionDocument } from '../api/generated/operations.js';
import { arrangedAs, linesOf, putLines, withItems } from './order.js';
import { type Editing } from './use-editing.js';

/** As many as the service moves or removes with one request. */
const MOST = 200;

/** The codes in as many parts as it takes. */
function partsOf(codes: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(codes.length / MOST) }, (_, part) =>
    codes.slice(part * MOST, (part + 1) * MOST),
  );
}

/** Moves items, in the order in which they are named, before another one or to the end of a section. */
export function moveItems(
  editing: Editing,
  codes: readonly string[],
  place: { readonly before: string } | { readonly section: string | null },
): void {
  for (const part of partsOf(codes)) {
    void editing.run(
      async (versioned) =>
        (await request(MoveInCollectionDocument, { ...versioned, codes: part, ...place })).done,
      (shown) => arrangedAs(shown, putLines(linesOf(shown), new Set(part), place)),
    );
  }
}

/** Takes items out. */
export function removeItems(editing: Editing, codes: readonly string[]): void {
  for (const part of partsOf(codes)) {
    void editing.run(
      async (versioned) => (await request(RemoveFromCollectionDocument, { ...versioned, codes: part })).done,
      (shown) => withItems(shown, part, null),
    );
  }
}
