import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Lang } from '../../common/graphql/text.type.js';
import { toConnection, type Connection, type Edge } from '../../common/pagination/connection.type.js';
import { decodeCursor, encodeCursor } from '../../common/pagination/cursor.js';
import { toPageRequest } from '../../common/pagination/page-request.js';
import { checkQueryLength } from '../../common/text/plan-query.js';
import { normalisedText } from '../../common/text/normalise.js';
import { pinyinTails } from '../../common/text/pinyin.js';
import { type Reader } from '../../database/query/reader.js';
import { NAMED_TYPES } from '../../record/record.names.js';
import { NameSearch } from '../engines/postgres/name-search.js';
import { FacetOrder } from '../search.enums.js';
import { type FacetValuesArgs } from '../search.input.js';
import { SearchService } from '../search.service.js';
import { FacetLabels } from './facet-labels.js';
import { toFacetResult } from './facet-result.js';
import { comparing, type CountedValue } from './facet-values.js';
import { FACETS } from './facet.definitions.js';

/** Finds values inside a facet by any part of their names. */
@Injectable()
export class FacetValueSearch {
  private readonly names: NameSearch;

  constructor(
    private readonly searches: SearchService,
    private readonly labels: FacetLabels,
    dataSource: DataSource,
  ) {
    this.names = new NameSearch(dataSource);
  }

  /**
   * Which values are meant. Those of long facets are found by their indexed names, before their labels are read; the
   * others by their labels.
   */
  private async meant({ q, facet }: FacetValuesArgs): Promise<{
    key: (key: string) => boolean;
    value: (value: CountedValue) => boolean;
  }> {
    const plan = q == null ? null : await this.searches.plan(q);
    checkQueryLength(q ?? '');
    if (plan === null) return { key: everything, value: (q ?? '').trim() === '' ? everything : () => false };
    const { values } = FACETS[facet];
    const type = values.kind === 'records' ? NAMED_TYPES.find((name) => name === values.row.type) : undefined;
    if (type === undefined) return { key: everything, value: labelMatcher(q ?? '') };
    const codes = await this.names.codes(plan, type);
    const code = (q ?? '').trim().toUpperCase();
    return { key: (key) => codes.has(key) || key === code, value: everything };
  }

  /** One page of the values of a facet, most records first. */
  async list(args: FacetValuesArgs, reader: Reader): Promise<Connection<CountedValue, Edge<CountedValue>>> {
    const page = toPageRequest({ first: args.first ?? null, after: args.after ?? null });
    const meant = await this.meant(args);
    const filter = args.within?.filter ?? null;
    const { facets } = await this.searches.search({
      q: args.within?.q ?? null,
      filter,
      facets: [args.facet],
      sort: [],
      size: 0,
      after: null,
      total: false,
    });
    const [counts] = facets;
    const values = counts && toFacetResult(counts, filter, this.labels, reader).values;
    const found = (await values?.all(meant.key))?.filter(meant.value) ?? [];
    const order = orderName(args);
    const compare = comparing(FacetOrder.COUNT, FACETS[args.facet]);
    const rest = page.after === null ? found : beyond(found, placeOf(page.after, order), compare);
    const edges = rest.slice(0, page.size).map((node) => ({
      node,
      get cursor() {
        return encodeCursor({ order, values: [node.count, node.label[Lang.ZH], node.key] });
      },
    }));
    return toConnection(edges, rest.length > page.size, page, () => Promise.resolve(found.length));
  }
}

function everything(): boolean {
  return true;
}

/** By its key, any part of a label in either script, or the pinyin of a part of it. */
function labelMatcher(q: string): (value: CountedValue) => boolean {
  const wanted = normalisedText(q);
  const word = wanted.replaceAll(' ', '');
  const reads = /^[a-z]+$/.test(word);
  return ({ key, label }) =>
    normalisedText(key) === wanted ||
    [label[Lang.ZH], label[Lang.EN] ?? ''].some((text) => normalisedText(text).includes(wanted)) ||
    (reads && pinyinTails(label[Lang.ZH]).some((tail) => tail.startsWith(word)));
}

function orderName({ facet, q, within }: FacetValuesArgs): string {
  const asked = JSON.stringify([facet, q ?? '', within ?? null]);
  return `FacetValue.${createHash('sha256').update(asked).digest('hex').slice(0, 12)}`;
}

function placeOf(cursor: string, order: string): CountedValue {
  const [count, label, key] = decodeCursor(cursor, order, 'after');
  return { count: Number(count), label: { [Lang.ZH]: String(label) }, key: String(key), selected: false };
}

function beyond(
  values: readonly CountedValue[],
  place: CountedValue,
  compare: (one: CountedValue, other: CountedValue) => number,
): CountedValue[] {
  return values.filter((value) => value.key !== place.key && compare(place, value) < 0);
}
