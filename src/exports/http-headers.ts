import { type FastifyRequest } from 'fastify';

/** Whether a client takes gzip: it names it, or anything, and not with the weight 0. */
export function acceptsGzip({ headers }: Pick<FastifyRequest, 'headers'>): boolean {
  const weights = new Map<string, number>();
  for (const part of (headers['accept-encoding'] ?? '').split(',')) {
    const [, coding, weight = '1'] = /^\s*([\w*-]+)\s*(?:;\s*q=([\d.]+))?\s*$/i.exec(part) ?? [];
    if (coding !== undefined) weights.set(coding.toLowerCase(), Number(weight));
  }
  return (weights.get('gzip') ?? weights.get('*') ?? 0) > 0;
}

/** Whether a client has this content already, by the tags that it sends; a weak tag is as good as a strong one here. */
export function matchesTag(sent: string | undefined, tag: string): boolean {
  const opaque = (text: string): string => text.trim().replace(/^W\//, '');
  return (sent ?? '').split(',').some((each) => ['*', opaque(tag)].includes(opaque(each)));
}
