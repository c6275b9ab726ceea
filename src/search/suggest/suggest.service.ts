import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CRAFTSMAN_ROW, ORGANISATION_ROW, STUDIO_ROW, type IndustryRow } from '../../catalog/catalog.rows.js';
import { ReferenceData } from '../../catalog/reference-data.js';
import { type QueryPlan } from '../../common/text/text.types.js';
import { type Reader } from '../../database/query/reader.js';
import { type RowSpec } from '../../database/query/row.js';
import { NameSearch } from '../engines/postgres/name-search.js';
import { Facet } from '../search.enums.js';
import { toFacetResult } from '../facets/facet-result.js';
import { FacetLabels } from '../facets/facet-labels.js';
import { toSearchConnection } from '../search-connection.js';
import { SearchService, type SearchRequest } from '../search.service.js';
import {
  inTurns,
  isNamed,
  namedTypes,
  suggestAchievement,
  suggestIndustry,
  suggestName,
  type SuggestionSource,
} from './suggestions.js';
import { EntityType, type Found, type SearchEverything } from './suggest.types.js';

/** Finds records of every kind by what is typed. */
@Injectable()
export class SuggestService {
  private readonly names: NameSearch;

  constructor(
    private readonly searches: SearchService,
    private readonly reference: ReferenceData,
    private readonly labels: FacetLabels,
    dataSource: DataSource,
  ) {
    this.names = new NameSearch(dataSource);
  }

  /** What a text being typed may mean, the kinds taking turns. */
  async suggest(q: string, types: readonly EntityType[], first: number): Promise<SuggestionSource[]> {
    const plan = await this.searches.plan(q);
    if (plan === null || plan.must.length === 0 || first === 0) return [];
    const industries = types.includes(EntityType.INDUSTRY) ? this.industriesNamed(plan) : [];
    const [names, achievements, counts] = await Promise.all([
      this.names.find(plan, namedTypes(types), first),
      types.includes(EntityType.ACHIEVEMENT) ? this.searches.search({ ...BROWSE, q, size: first }) : null,
      industries.length > 0 ? this.searches.search({ ...BROWSE, facets: [Facet.INDUSTRY] }) : null,
    ]);
    const countOf = (code: string): number => counts?.facets[0]?.values.get(code) ?? 0;
    const ofType = (type: string): SuggestionSource[] =>
      names.filter((name) => name.type === type).map((name) => suggestName(name, plan));
    return inTurns(
      [
        industries.map((industry) => suggestIndustry(industry, countOf(industry.code), plan)),
        ofType('Craftsman'),
        ofType('Studio'),
        ofType('Organisation'),
        // What else a record is found by says nothing to someone who is typing.
        (achievements?.hits ?? [])
          .filter(({ record }) => isNamed(record.title, record.titleEn, plan))
          .map(({ record }) => suggestAchievement(record, plan)),
      ],
      first,
    );
  }

  /** The best few of every kind. */
  async everything(q: string, first: number, reader: Reader): Promise<SearchEverything> {
    const plan = await this.searches.plan(q);
    const request: SearchRequest = { ...BROWSE, q, size: first, total: true };
    const looksFor = plan !== null && plan.must.length > 0;
    const [names, result] = await Promise.all([
      looksFor ? this.names.find(plan, namedTypes(Object.values(EntityType)), first) : [],
      this.searches.search(request),
    ]);
    const found = (type: string, row: RowSpec): Found<unknown> => {
      const own = names.filter((name) => name.type === type);
      return { totalCount: own[0]?.total ?? 0, nodes: own.map(({ code }) => reader.find(row, code)) };
    };
    return {
      achievements: toSearchConnection(request, result, (counts) =>
        toFacetResult(counts, null, this.labels, reader),
      ),
      craftsmen: found('Craftsman', CRAFTSMAN_ROW),
      studios: found('Studio', STUDIO_ROW),
      organisations: found('Organisation', ORGANISATION_ROW),
      industries: this.industries(looksFor ? plan : null, first),
    };
  }

  private industries(plan: QueryPlan | null, first: number): Found<unknown> {
    const found = plan === null ? [] : this.industriesNamed(plan);
    return { totalCount: found.length, nodes: found.slice(0, first) };
  }

  /** In the order of the list of industries. */
  private industriesNamed(plan: QueryPlan): IndustryRow[] {
    return [...this.reference.industries.values()].filter(({ name, nameEn }) => isNamed(name, nameEn, plan));
  }
}

/** Every record, and nothing of them: what a search adds to. */
const BROWSE: SearchRequest = {
  q: null,
  filter: null,
  facets: [],
  sort: [],
  size: 0,
  after: null,
  total: false,
};
