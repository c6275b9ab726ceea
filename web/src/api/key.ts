import { useSyncExternalStore } from 'react';

const STORED = 'curator-key';
const listeners = new Set<() => void>();
let current = read();

function read(): string | null {
  try {
    return sessionStorage.getItem(STORED);
  } catch {
    // Storage may be forbidden: then the key lasts as long as the page.
    return null;
  }
}

/** The curator's key; null without one. It is kept in this tab alone and only ever sent in a header. */
export function curatorKey(): string | null {
  return current;
}

/** Keeps a key for this tab, or forgets it. */
export function setCuratorKey(key: string | null): void {
  current = key;
  try {
    if (key === null) sessionStorage.removeItem(STORED);
    else sessionStorage.setItem(STORED, key);
  } catch {
    // As above.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Whether a key is in use; draws anew when that changes. */
export function useHasKey(): boolean {
  return useSyncExternalStore(subscribe, curatorKey) !== null;
}
