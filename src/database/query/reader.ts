import DataLoader from 'dataloader';
import { type DataSource } from 'typeorm';
import { toConnection, type Connection, type Edge } from '../../common/pagination/connection.type.js';
import { type ListRequest } from '../../common/pagination/list-request.js';
import { type FilterLogic } from './filter.js';
import { countStatement, cursorOf, pageStatement, PARENT, type ListSpec } from './list-query.js';
import { runStatement } from './run-statement.js';
import { columnOf, joinList, selectList, toRow, type BaseRow, type RowSpec } from './row.js';

type Raw = Record<string, unknown>;

/** A table that links records of one kind, many times over, to records of another. */
export interface LinkSpec {
  readonly row: RowSpec;
  readonly table: string;
  /** Column of the record whose links are read. */
  readonly owner: string;
  /** Column of the record that is linked. */
  readonly target: string;
  /** Further properties of the link itself, camelCase. */
  readonly columns: readonly string[];
}

/** One link: the record linked, and what the link itself says. */
export interface Linked<R, L> {
  readonly row: R;
  readonly link: L;
}

/**
 * Reads records for one request. What several fields ask for in the same tick is read in one statement, and a
 * record is read once; so the number of statements does not depend on how many records a page holds.
 */
export class Reader {
  private readonly byCode = new Map<RowSpec, DataLoader<string, BaseRow | null>>();
  private readonly links = new Map<LinkSpec, DataLoader<string, Linked<BaseRow, Raw>[]>>();
  private readonly pages = new Map<object, Map<string, DataLoader<string, Raw[]>>>();
  private readonly counts = new Map<object, Map<string, DataLoader<string, number>>>();

  constructor(private readonly dataSource: DataSource) {}

  /** Forgets what it has read: something was written since. */
  forget(): void {
    for (const read of [this.byCode, this.links, this.pages, this.counts]) read.clear();
  }

  /** The record with this code; null when there is none. */
  find<R extends BaseRow>(spec: RowSpec, code: string): Promise<R | null> {
    // PostgreSQL cannot hold a NUL character, so no record has one in its code.
    if (code.includes('\0')) return Promise.resolve(null);
    const loader = remember(
      this.byCode,
      spec,
      () => new DataLoader<string, BaseRow | null>((codes) => this.loadRows(spec, codes)),
    );
    return loader.load(code) as Promise<R | null>;
  }

  /** The links of the record with this code, in their order. */
  linked<R extends BaseRow, L>(spec: LinkSpec, owner: string): Promise<Linked<R, L>[]> {
    const loader = remember(
      this.links,
      spec,
      () => new DataLoader<string, Linked<BaseRow, Raw>[]>((owners) => this.loadLinks(spec, owners)),
    );
    return loader.load(owner) as Promise<Linked<R, L>[]>;
  }

  /** One page of a list; of the list of the record `parent` when the request has a scope. */
  async page<R extends BaseRow, F extends FilterLogic<F>, O extends string, S extends string>(
    spec: ListSpec<F, O, S>,
    request: ListRequest<F, O, S>,
    parent?: string,
  ): Promise<Connection<R>> {
    const rows = await this.pageRows(spec, request, parent);
    return this.toPage<R, F, O, S>(spec, request, rows, parent);
  }

  /** Exact number of records in a list; in the list of the record `parent` when the request has a scope. */
  async count<F extends FilterLogic<F>, O extends string, S extends string>(
    spec: ListSpec<F, O, S>,
    request: Pick<ListRequest<F, O, S>, 'filter' | 'scope'>,
    parent?: string,
  ): Promise<number> {
    if (parent === undefined) {
      const [row] = await runStatement(this.dataSource, countStatement(spec, request));
      return row?.count as number;
    }
    const asked = JSON.stringify([request.scope, request.filter]);
    const loader = remember(
      remember(this.counts, spec, () => new Map<string, DataLoader<string, number>>()),
      asked,
      () =>
        new DataLoader<string, number>(async (parents) => {
          const rows = await runStatement(this.dataSource, countStatement(spec, request, parents));
          const found = new Map(rows.map((row) => [row[PARENT], row.count as number]));
          return parents.map((code) => found.get(code) ?? 0);
        }),
    );
    return loader.load(parent);
  }

  private async pageRows<F extends FilterLogic<F>, O extends string, S extends string>(
    spec: ListSpec<F, O, S>,
    request: ListRequest<F, O, S>,
    parent: string | undefined,
  ): Promise<Raw[]> {
    if (parent === undefined) return runStatement(this.dataSource, pageStatement(spec, request));
    const loader = remember(
      remember(this.pages, spec, () => new Map<string, DataLoader<string, Raw[]>>()),
      JSON.stringify(request),
      () =>
        new DataLoader<string, Raw[]>(async (parents) => {
          const rows = await runStatement(this.dataSource, pageStatement(spec, request, parents));
          return groupBy(parents, rows, PARENT);
        }),
    );
    return loader.load(parent);
  }

  private toPage<R extends BaseRow, F extends FilterLogic<F>, O extends string, S extends string>(
    spec: ListSpec<F, O, S>,
    request: ListRequest<F, O, S>,
    rows: Raw[],
    parent: string | undefined,
  ): Connection<R> {
    const { size, backward } = request.page;
    const shown = rows.slice(0, size);
    if (backward) shown.reverse();
    const edges = shown.map((raw): Edge<R> => ({
      node: toRow<R>(spec.row, raw),
      get cursor() {
        return cursorOf(spec, request.orderBy, raw);
      },
    }));
    return toConnection(edges, rows.length > size, request.page, () => this.count(spec, request, parent));
  }

  private async loadRows(spec: RowSpec, codes: readonly string[]): Promise<(BaseRow | null)[]> {
    const rows = await runStatement(this.dataSource, {
      text: `SELECT ${selectList(spec)} FROM ${spec.table} t ${joinList(spec)} WHERE t.code = ANY($1)`,
      values: [codes],
      recurring: true,
    });
    const found = new Map(rows.map((raw) => [raw.code, toRow(spec, raw)]));
    return codes.map((code) => found.get(code) ?? null);
  }

  private async loadLinks(spec: LinkSpec, owners: readonly string[]): Promise<Linked<BaseRow, Raw>[][]> {
    const columns = spec.columns.map((property) => `l.${columnOf(property)} AS "~${property}"`);
    const rows = await runStatement(this.dataSource, {
      text:
        `SELECT l.${spec.owner} AS "${PARENT}", ${[...columns, selectList(spec.row)].join(', ')} FROM ${spec.table} l ` +
        `JOIN ${spec.row.table} t ON t.code = l.${spec.target} ${joinList(spec.row)} ` +
        `WHERE l.${spec.owner} = ANY($1) ORDER BY l.${spec.owner}, l.position`,
      values: [owners],
      recurring: true,
    });
    return groupBy(owners, rows, PARENT).map((group) =>
      group.map((raw) => ({
        row: toRow(spec.row, raw),
        link: Object.fromEntries(spec.columns.map((property) => [property, raw[`~${property}`]])),
      })),
    );
  }
}

function remember<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}

function groupBy(keys: readonly string[], rows: Raw[], column: string): Raw[][] {
  const groups = new Map<string, Raw[]>(keys.map((key) => [key, []]));
  for (const row of rows) groups.get(row[column] as string)?.push(row);
  return keys.map((key) => groups.get(key) ?? []);
}
