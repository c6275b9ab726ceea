/** The collections that a filter names, as it is sent as JSON: in itself, and in the filters inside it. */
export function collectionsIn(filter: unknown): string[] {
  if (typeof filter !== 'object' || filter === null) return [];
  return Object.entries(filter).flatMap(([name, value]: [string, unknown]) =>
    name === 'inCollection' && typeof value === 'string' ? [value] : collectionsIn(value),
  );
}
