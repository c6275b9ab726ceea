/** Where the public reaches the service: what the served page says of itself, or else the address that it was opened at. */
function publicOrigin(): string {
  const canonical = document.querySelector<HTMLLinkElement>('link[rel="canonical"]')?.href;
  return canonical === undefined ? location.origin : new URL(canonical).origin;
}

/** The permanent address of a record, as it stands on paper. */
export function permanentAddress(code: string): string {
  return `${publicOrigin()}/id/${encodeURIComponent(code)}`;
}
