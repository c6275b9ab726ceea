const PREFIX = 'share ';
const IN_HASH = /^#share=(wia_share_[0-9a-f]+)$/;

/**
 * The secret of the link by which the reader came to a collection; null without one. It stands behind the # of the
 * link, which browsers send to nobody, and is kept for this tab, so that the other views of the collection open too.
 */
export function shareSecret(slug: string): string | null {
  const [, told] = IN_HASH.exec(location.hash) ?? [];
  try {
    if (told) sessionStorage.setItem(PREFIX + slug, told);
    return told ?? sessionStorage.getItem(PREFIX + slug);
  } catch {
    // Storage may be forbidden: then the link opens this one view.
    return told ?? null;
  }
}

/** The address by which a collection is shared. */
export function shareAddress(slug: string, secret: string): string {
  return `${location.origin}/collections/${slug}#share=${secret}`;
}
