import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { EditProblemCode } from '../catalog/editing/edits.js';
import { toSearchRequest } from '../search/search-request.js';
import { SearchService } from '../search/search.service.js';
import { type AddArgs, type AddSearchArgs } from './collection.args.js';
import { Visibility } from './collection.enums.js';
import { type CopyCollectionInput, type CreateCollectionInput } from './collection.input.js';
import { COLLECTION_ROW, type CollectionRow } from './collection.lists.js';
import { type CollectionPayload } from './collection.payloads.js';
import { type CollectionContext } from './collection.reader.js';
import { MAX_ITEMS, NO_TEXT, type Bilingual, type CollectionState } from './collection.state.js';
import { addItems, describe, type Step } from './collection.steps.js';
import { checkPresent, hold } from './collection.store.js';
import { CollectionWriter, type Outcome, type VersionedSlug } from './collection.writer.js';

/** A collection of which nothing is said yet. */
const EMPTY: CollectionState = {
  visibility: Visibility.PRIVATE,
  title: NO_TEXT,
  note: NO_TEXT,
  sections: [],
  items: [],
};

/** What curators can do with collections through GraphQL. */
@Injectable()
export class CollectionDesk {
  constructor(
    readonly writer: CollectionWriter,
    private readonly searches: SearchService,
    private readonly dataSource: DataSource,
  ) {}

  create(
    context: CollectionContext,
    input: CreateCollectionInput,
    idempotencyKey: string,
  ): Promise<CollectionPayload> {
    return this.answer(
      context,
      this.writer.create(context.actor, idempotencyKey, input, () => describe(input)(EMPTY)),
    );
  }

  copy(
    context: CollectionContext,
    original: string,
    input: CopyCollectionInput,
    idempotencyKey: string,
  ): Promise<CollectionPayload> {
    const asked = { original, slug: input.slug, title: input.title };
    return this.answer(
      context,
      this.writer.create(context.actor, idempotencyKey, asked, (tx) => copyOf(tx, original, input)),
    );
  }

  change(context: CollectionContext, asked: VersionedSlug, step: Step): Promise<CollectionPayload> {
    return this.answer(context, this.writer.change(context.actor, asked, step));
  }

  /** Adds achievements by their codes; of one that was merged into another, that other one. */
  async add(context: CollectionContext, args: AddArgs): Promise<CollectionPayload> {
    const codes = await this.present(args.codes);
    if ('errors' in codes) return codes;
    return this.change(context, args, addItems(codes.found, args.section ?? null));
  }

  /** Adds everything that a search finds, as `search` would list it. */
  async addSearch(context: CollectionContext, args: AddSearchArgs): Promise<CollectionPayload> {
    const { filter = null, sort = null } = args;
    const request = toSearchRequest({ q: args.q ?? null, filter, sort }, new Set(['edges', 'totalCount']));
    const { hits, total } = await this.searches.search({ ...request, size: MAX_ITEMS });
    if ((total ?? 0) > MAX_ITEMS) {
      const message = `The search finds ${total} achievements; a collection holds at most ${MAX_ITEMS}. Narrow it down.`;
      return {
        collection: null,
        errors: [{ code: EditProblemCode.INVALID, path: ['filter'], message, edit: 0 }],
      };
    }
    const codes = hits.map(({ record }) => record.code);
    return this.change(context, args, addItems(codes, args.section ?? null));
  }

  /** Tells what came of a change, with the collection as it is now. */
  async answer({ reader }: CollectionContext, outcome: Promise<Outcome>): Promise<CollectionPayload> {
    const { slug, problems } = await outcome;
    // What the request has read before is not what is there now.
    reader.forget();
    const row = slug === null ? null : await reader.find<CollectionRow>(COLLECTION_ROW, slug);
    return { collection: row?.deletedAt === null ? row : null, errors: problems };
  }

  /** The codes under which achievements are there now, or which of them are not. */
  private async present(
    codes: readonly string[],
  ): Promise<{ readonly found: readonly string[] } | CollectionPayload> {
    const rows = await this.dataSource.query<{ asked: string; code: string | null; reason: string | null }[]>(
      `WITH RECURSIVE step AS (
         SELECT w.code AS asked, w.place, w.code FROM unnest($1::text[]) WITH ORDINALITY AS w(code, place)
         UNION ALL SELECT s.asked, s.place, r.merged_into FROM step s JOIN retired_code r ON r.code = s.code
         WHERE r.merged_into IS NOT NULL
       )
       SELECT s.asked, a.code, r.reason FROM step s LEFT JOIN achievement a ON a.code = s.code
       LEFT JOIN retired_code r ON r.code = s.code WHERE r.merged_into IS NULL ORDER BY s.place`,
      [codes],
    );
    const absent = rows.flatMap(({ asked, code, reason }) =>
      code !== null
        ? []
        : reason !== null
          ? [{ code: EditProblemCode.GONE, message: `${asked} was withdrawn: ${reason}` }]
          : [
              {
                code: EditProblemCode.UNKNOWN_REFERENCE,
                message: `“${asked}” is no achievement of this catalogue.`,
              },
            ],
    );
    if (absent.length === 0) return { found: rows.map(({ code }) => code as string) };
    return {
      collection: null,
      errors: absent.map((problem) => ({ ...problem, path: ['codes'], edit: 0 })),
    };
  }
}

/** The state of a copy: for its maker's eyes at first. */
async function copyOf(
  tx: EntityManager,
  original: string,
  { title }: CopyCollectionInput,
): Promise<CollectionState> {
  const held = await hold(tx, original);
  checkPresent(held);
  const { state } = held;
  const copied = { ...state, visibility: Visibility.PRIVATE, title: marked(state.title) };
  if (title == null) return copied;
  return describe({ title: { ...NO_TEXT, ...title } })(copied);
}

function marked({ zh, en }: Bilingual): Bilingual {
  return { zh: zh === null ? null : `${zh}（副本）`, en: en === null ? null : `${en} (copy)` };
}
