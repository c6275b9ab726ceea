import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';
import { DataSource } from 'typeorm';
import { type NodeType } from '../../common/graphql/global-id.js';
import { PublicAddress } from '../../config/public-address.js';
import { type BaseRow } from '../../database/query/row.js';
import { readRow } from '../../record/rows/row.reader.js';
import { JsonLdWriter } from '../json-ld/json-ld.js';
import { toPublicRow } from '../public-row.js';
import { Permalinks } from './permalinks.js';

const HTML = 'text/html';
const JSON_LD = 'application/ld+json';
const PLAIN_JSON = 'application/json';

/** The representations that have an address of their own. */
const SUFFIXES: Readonly<Record<string, string>> = { '.jsonld': JSON_LD, '.json': PLAIN_JSON };

/** Where the pages of each kind of record lie; the others have none. */
const PAGES: Readonly<Partial<Record<NodeType, string>>> = {
  Achievement: 'achievements',
  Craftsman: 'craftsmen',
  Studio: 'studios',
  Organisation: 'organisations',
  Industry: 'industries',
};

/** A merge can be undone: caches shall not keep for long where a code leads. */
const CACHE = 'public, max-age=60';

/** Permanent addresses: the page of a record, or its data, as the client prefers. */
@Controller('id')
export class PermalinkController {
  constructor(
    private readonly permalinks: Permalinks,
    private readonly jsonLd: JsonLdWriter,
    private readonly address: PublicAddress,
    private readonly dataSource: DataSource,
  ) {}

  @Get(':name')
  async find(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('name') name: string,
  ): Promise<void> {
    const { code, suffix } = parseName(name);
    const base = this.address.of(request);
    reply.header('vary', 'Accept');
    const row = await this.permalinks.get(code);
    reply.header('cache-control', CACHE);
    if (row.code !== code) {
      reply.redirect(`${base}/id/${row.code}${suffix}`, 301);
      return;
    }
    const type = SUFFIXES[suffix] ?? preferred(request, row);
    reply.header('link', links(row, base));
    if (type === HTML) reply.redirect(pageOf(row, base) ?? '', 303);
    else if (type === JSON_LD)
      await reply.type(`${JSON_LD}; charset=utf-8`).send(await this.jsonLd.write(row, base));
    else await reply.type(`${PLAIN_JSON}; charset=utf-8`).send(await this.dataOf(row));
  }

  private async dataOf({ __typename: type, code }: BaseRow): Promise<object> {
    return toPublicRow(type, (await readRow(this.dataSource, type, code)) ?? {});
  }
}

/** A code, and the ending that asks for one representation. */
function parseName(name: string): { code: string; suffix: string } {
  const suffix = Object.keys(SUFFIXES).find((each) => name.endsWith(each)) ?? '';
  return { code: name.slice(0, name.length - suffix.length), suffix };
}

/** The page of a record; null when it has none. */
function pageOf({ __typename: type, code }: BaseRow, base: string): string | null {
  const folder = PAGES[type];
  return folder === undefined ? null : `${base}/${folder}/${code}`;
}

/** What the client prefers of what there is; data where it says nothing, or wants what there is not. */
function preferred({ headers }: FastifyRequest, row: BaseRow): string {
  const offered = [PLAIN_JSON, JSON_LD, ...(pageOf(row, '') === null ? [] : [HTML])];
  return new Negotiator({ headers }).mediaType(offered) ?? PLAIN_JSON;
}

/** The other representations, and the address that stays. */
function links(row: BaseRow, base: string): string {
  const address = `${base}/id/${row.code}`;
  const page = pageOf(row, base);
  return [
    `<${address}>; rel="canonical"`,
    `<${address}.jsonld>; rel="alternate"; type="${JSON_LD}"`,
    `<${address}.json>; rel="alternate"; type="${PLAIN_JSON}"`,
    ...(page === null ? [] : [`<${page}>; rel="alternate"; type="${HTML}"`]),
  ].join(', ');
}
