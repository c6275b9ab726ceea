import { type DataSource } from 'typeorm';
import { AppError } from '../../../common/errors/app-error.js';
import { type Parameters } from '../../../database/query/parameters.js';
import { runStatement, type Statement } from '../../../database/query/run-statement.js';
import { type PublicRecord } from '../../../record/record.fields.js';
import {
  EVERY_RECORD,
  type EngineHit,
  type EnginePosition,
  type EngineRequest,
  type EngineResult,
  type FacetCounts,
  type FacetField,
  type FacetRequest,
  type OrderedPlace,
  type RecordFilter,
  type RecordSet,
  type SearchEngine,
  type SortKey,
} from '../../search.port.js';
import { crossTabStatement, type CrossTabCell, type CrossTabRequest } from './cross-tab.js';
import {
  CATALOGUE_STATE,
  countStatement,
  facetStatement,
  fitsOrder,
  MAX_POINTS,
  memberCondition,
  pageStatement,
  positionOf,
} from './postgres-statements.js';
import { TypoLookup } from './typo-lookup.js';

/** The counts of the whole catalogue, which every browsing request asks for, in one state of it. */
interface WholeCounts {
  readonly state: string;
  total: number | null;
  readonly facets: Map<FacetField, FacetCounts>;
}

type Raw = Record<string, unknown>;

/** The engine that is always there: it searches the projection in PostgreSQL, exact at commit. */
export class PostgresEngine implements SearchEngine {
  private readonly typos: TypoLookup;
  private asked: Promise<string> | null = null;
  private whole: WholeCounts = { state: '', total: null, facets: new Map() };

  constructor(private readonly dataSource: DataSource) {
    this.typos = new TypoLookup(dataSource);
  }

  supports(): boolean {
    return true;
  }

  /** @throws AppError BAD_CURSOR for a position that is not one of this order */
  async search(request: EngineRequest): Promise<EngineResult> {
    if (request.after !== null && !fitsOrder(request, request.after)) {
      throw new AppError('BAD_CURSOR', 'The cursor in “after” does not fit this search.', {
        argument: 'after',
      });
    }
    const spellings = await this.typos.spellings([request.plan]);
    const isWhole = (filter: RecordFilter): boolean => request.plan === null && isEvery(filter);
    const own = request.facets.filter(({ filter }) => !isWhole(filter));
    const countOwnTotal = request.total && !isWhole(request.filter);
    const [page, counted] = await Promise.all([
      request.size === 0 ? [] : this.run(pageStatement(request, spellings)),
      own.length === 0 && !countOwnTotal
        ? []
        : this.run(facetStatement({ ...request, total: countOwnTotal }, own, spellings)),
    ]);
    const counts = new Map(counted.map((row) => [row.facet, row.counts as Readonly<Record<string, number>>]));
    const wholeFields = request.facets.filter(({ filter }) => isWhole(filter)).map(({ field }) => field);
    const wholeTotal = request.total && isWhole(request.filter);
    const whole =
      wholeFields.length > 0 || wholeTotal
        ? await this.wholeCounts(wholeFields, wholeTotal, page[0]?.state as string | undefined)
        : this.whole;
    return {
      hits: page.slice(0, request.size).map((row) => toHit(row, request)),
      more: page.length > request.size,
      total: wholeTotal ? whole.total : (counts.get(null)?.total ?? null),
      facets: request.facets.map(({ field, filter }) =>
        isWhole(filter) ? (whole.facets.get(field) as FacetCounts) : toFacetCounts(field, counts.get(field)),
      ),
    };
  }

  async count(sets: readonly RecordSet[]): Promise<number[]> {
    if (sets.length === 0) return [];
    const spellings = await this.typos.spellings(sets.map(({ plan }) => plan));
    const [row] = await this.run(countStatement(sets, spellings));
    return sets.map((_, index) => row?.[`c${index}`] as number);
  }

  /** Writes, for a set of records, the SQL condition that the record with the code `code`, an expression, is one of them. */
  async members(set: RecordSet): Promise<(code: string, parameters: Parameters) => string> {
    const spellings = await this.typos.spellings([set.plan]);
    return (code, parameters) => memberCondition(code, set, spellings, parameters);
  }

  /** How many records of a set there are for each value of some fields, and for each pair of values of two. */
  async crossTab(set: RecordSet, request: CrossTabRequest): Promise<CrossTabCell[]> {
    const spellings = await this.typos.spellings([set.plan]);
    const rows = await this.run(crossTabStatement(set, request, spellings));
    return rows.map((row) => ({
      keys: request.fields.map((_, index) => row[`d${index}`] as string | null),
      count: row.count as number,
    }));
  }

  /** A place in an explicit order, or by code, as this engine's own. */
  placeOf(sort: readonly SortKey[], place: OrderedPlace): EnginePosition {
    return positionOf(sort, place);
  }

  /** The counts of the whole catalogue, counted again when it has changed since. */
  private async wholeCounts(
    fields: readonly FacetField[],
    total: boolean,
    state: string | undefined,
  ): Promise<WholeCounts> {
    // Read before the counts: should the catalogue change in between, they are counted again the next time.
    const now = state ?? (await this.catalogue());
    const known: WholeCounts =
      this.whole.state === now ? this.whole : { state: now, total: null, facets: new Map() };
    const unknown = fields.filter((field) => !known.facets.has(field));
    const uncounted = total && known.total === null;
    if (unknown.length > 0 || uncounted) {
      const facets: FacetRequest[] = unknown.map((field) => ({ field, filter: EVERY_RECORD }));
      const rows = await this.run(
        facetStatement({ plan: null, filter: EVERY_RECORD, total: uncounted }, facets, new Map()),
      );
      for (const row of rows) {
        const counts = row.counts as Readonly<Record<string, number>>;
        if (row.facet === null) known.total = counts.total ?? 0;
        else known.facets.set(row.facet as FacetField, toFacetCounts(row.facet as FacetField, counts));
      }
    }
    this.whole = known;
    return known;
  }

  async state(): Promise<string | null> {
    try {
      return `POSTGRESQL ${await this.catalogue()}`;
    } catch {
      // The statements of the search itself tell why.
      return null;
    }
  }

  /** The state of the catalogue. Those who ask in the same moment share one reading, which begins after they did. */
  private catalogue(): Promise<string> {
    this.asked ??= new Promise((resolve, reject) => {
      setImmediate(() => {
        this.asked = null;
        this.readState().then(resolve, reject);
      });
    });
    return this.asked;
  }

  private async readState(): Promise<string> {
    const [row] = await this.run({ text: CATALOGUE_STATE, values: [], recurring: true });
    return row?.state as string;
  }

  private run(statement: Statement): Promise<Raw[]> {
    return runStatement(this.dataSource, statement);
  }
}

function isEvery(filter: RecordFilter): boolean {
  return filter.kind === 'all' && filter.of.length === 0;
}

function toHit(row: Raw, request: EngineRequest): EngineHit {
  const position: (string | number)[] = [];
  for (let index = 0; `k${index}` in row; index += 1) position.push(row[`k${index}`] as string | number);
  const ranked = request.plan !== null && request.sort.length === 0;
  return {
    record: row.document as PublicRecord,
    score: ranked ? (position[0] as number) / MAX_POINTS : 1,
    position,
  };
}

/** An empty set has no counts, and the empty text counts the records without a value. */
function toFacetCounts(
  field: FacetField,
  counts: Readonly<Record<string, number>> | null | undefined,
): FacetCounts {
  const values = new Map(Object.entries(counts ?? {}));
  const missing = values.get('') ?? 0;
  values.delete('');
  return { field, values, missing };
}
