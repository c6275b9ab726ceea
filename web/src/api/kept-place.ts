/** How far a reader had come in a list when the page was left. */
export interface Place {
  readonly list: string;
  /** How many entries were there. */
  readonly loaded: number;
  /** Which entry was the first in the window, and how many pixels below its edge it began. */
  readonly index: number;
  readonly top: number;
}

/** How a place is stored: with the entry of the browser's history, since the same list can be in several of them. */
function nameOf(): string {
  const { key = 'first' } = (history.state ?? {}) as { readonly key?: string };
  return `place ${key}`;
}

/** Keeps the place for as long as the tab is there; null forgets it. */
export function keepPlace(place: Place | null): void {
  try {
    if (place) sessionStorage.setItem(nameOf(), JSON.stringify(place));
    else sessionStorage.removeItem(nameOf());
  } catch {
    // Storage may be forbidden: then the list begins at its start again.
  }
}

/** The place at which a list was left before the page was loaded anew; null without one. */
export function keptPlace(list: string): Place | null {
  try {
    const place = JSON.parse(sessionStorage.getItem(nameOf()) ?? 'null') as Place | null;
    return place?.list === list ? place : null;
  } catch {
    return null;
  }
}
