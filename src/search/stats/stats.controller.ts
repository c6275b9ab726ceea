import { Controller, Get, Header, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { CatalogLists } from '../../catalog/catalog.lists.js';
import { queryOf } from '../../common/address-filter.js';
import { Lang } from '../../common/graphql/text.type.js';
import { type Facet } from '../search.enums.js';
import { toStatsArgs } from './stats-address.js';
import { StatsService, type Bucket } from './stats.service.js';

/** The same counts as a file. */
@Controller('v1/stats.csv')
export class StatsController {
  constructor(
    private readonly service: StatsService,
    private readonly lists: CatalogLists,
  ) {}

  /** One row for each bucket: key and names of each dimension, and the count. */
  @Get()
  @Header('content-type', 'text/csv; charset=utf-8; header=present')
  @Header('content-disposition', 'attachment; filename="stats.csv"')
  async csv(@Req() { url }: FastifyRequest): Promise<string> {
    const args = await toStatsArgs(queryOf(url), Object.keys(this.lists.achievements.filter));
    return toCsv(args.by, await this.service.count(args));
  }
}

/** Writes buckets as RFC 4180 has it; where no value is known, the cells are empty. */
function toCsv(by: readonly Facet[], buckets: readonly Bucket[]): string {
  const head = by.flatMap((facet) => {
    const name = facet.toLowerCase();
    return [name, `${name}_zh`, `${name}_en`];
  });
  const rows = buckets.map(({ values, count }) => [
    ...values.flatMap(({ key, names }) => [key ?? '', names?.[Lang.ZH] ?? '', names?.[Lang.EN] ?? '']),
    String(count),
  ]);
  return [[...head, 'count'], ...rows].map((cells) => `${cells.map(cellOf).join(',')}\r\n`).join('');
}

function cellOf(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
