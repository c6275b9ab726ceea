/** A name for one request, by which the service knows it when it comes again; works where no secure context is. */
export function requestKey(): string {
  return [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join('-');
}
