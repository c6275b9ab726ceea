import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Actor } from '../access/actor.js';
import { EditProblemCode, EditRefused, refused, type EditProblem } from '../catalog/editing/edits.js';
import { toRefusal } from '../catalog/editing/refusals.js';
import { Turns } from '../catalog/editing/turns.js';
import { canonicalText, fingerprintOf } from '../common/canonical.js';
import { CollectionChangeKind, Visibility } from './collection.enums.js';
import { type CollectionState } from './collection.state.js';
import { type Step } from './collection.steps.js';
import {
  advance,
  checkPresent,
  conflict,
  contentAt,
  findMade,
  hold,
  insert,
  type Held,
  type NextVersion,
} from './collection.store.js';

/** A collection, and the version of it that a curator has read. */
export interface VersionedSlug {
  readonly slug: string;
  /** Left out by those who overwrite nothing. */
  readonly ifVersion?: number | null | undefined;
}

/** What came of a change: the slug of the collection, or why it was refused. */
export type Outcome =
  | { readonly slug: string; readonly problems: readonly [] }
  | { readonly slug: null; readonly problems: readonly EditProblem[] };

/** From fewest to most people. */
const WIDTHS = [Visibility.PRIVATE, Visibility.SHARED, Visibility.PUBLIC];

/** Writes collections: each change in one transaction, one after the other, and noted in the history. */
@Injectable()
export class CollectionWriter {
  private readonly turns = new Turns();

  constructor(private readonly dataSource: DataSource) {}

  /** Makes a collection; a request that was carried out before makes no other one. */
  create(
    actor: Actor,
    idempotencyKey: string,
    asked: { readonly slug?: string | null | undefined },
    makeState: (tx: EntityManager) => CollectionState | Promise<CollectionState>,
  ): Promise<Outcome> {
    const request = { key: idempotencyKey, fingerprint: fingerprintOf(asked) };
    return this.carryOut(async (tx) => {
      const made = await findMade(tx, actor, request);
      if (made !== null) return made;
      const slug = asked.slug ?? `exhibit-${randomBytes(4).toString('hex')}`;
      await insert(tx, actor, slug, await makeState(tx), request);
      return slug;
    });
  }

  /** Changes a collection. A step that changes nothing makes no version. */
  change(actor: Actor, asked: VersionedSlug, step: Step): Promise<Outcome> {
    return this.next(actor, asked, step, (held) => ({
      kind: CollectionChangeKind.UPDATE,
      state: step(held.state),
    }));
  }

  /** Takes the last changes back, one after the other; an undo is no change that another undo takes back. */
  undo(actor: Actor, asked: VersionedSlug, steps: number): Promise<Outcome> {
    return this.next(actor, asked, null, async (held, tx) => {
      let version = held.contentOf;
      for (let step = 0; step < steps; step += 1) {
        const before = await contentAt(tx, held.code, version - 1);
        if (before === undefined) {
          throw refused(
            EditProblemCode.NOT_FOUND,
            ['steps'],
            `There are only ${step} changes of ${held.code} to take back.`,
          );
        }
        version = before.contentOf;
      }
      return putBack(held, tx, version);
    });
  }

  /** Gives a collection the content of an earlier version again. */
  putBack(actor: Actor, asked: VersionedSlug, version: number): Promise<Outcome> {
    return this.next(actor, asked, null, (held, tx) => putBack(held, tx, version));
  }

  /** Removes a collection, until it is restored. */
  delete(actor: Actor, asked: VersionedSlug): Promise<Outcome> {
    return this.next(actor, asked, null, ({ state, contentOf }) => ({
      kind: CollectionChangeKind.DELETE,
      state,
      contentOf,
    }));
  }

  /** Brings back a collection that was removed. */
  restore(actor: Actor, slug: string): Promise<Outcome> {
    return this.carryOut(async (tx) => {
      const held = await hold(tx, slug);
      if (held.deletedAt === null) {
        throw refused(EditProblemCode.INVALID, ['slug'], `The collection ${slug} was not removed.`);
      }
      const { state, contentOf } = held;
      await advance(tx, actor, held, { kind: CollectionChangeKind.RESTORE, state, contentOf });
      return slug;
    });
  }

  private next(
    actor: Actor,
    { slug, ifVersion }: VersionedSlug,
    step: Step | null,
    makeNext: (held: Held, tx: EntityManager) => NextVersion | Promise<NextVersion>,
  ): Promise<Outcome> {
    return this.carryOut(async (tx) => {
      const held = await hold(tx, slug);
      checkPresent(held);
      if (ifVersion != null && ifVersion !== held.version) {
        const read = (await contentAt(tx, slug, ifVersion))?.state;
        throw conflict(held, ifVersion, read, wantedOf(read, step));
      }
      const next = await makeNext(held, tx);
      const isSame = canonicalText(next.state) === canonicalText(held.state);
      if (!isSame || next.kind !== CollectionChangeKind.UPDATE) await advance(tx, actor, held, next);
      return slug;
    });
  }

  private async carryOut(work: (tx: EntityManager) => Promise<string>): Promise<Outcome> {
    try {
      return { slug: await this.turns.take(() => this.dataSource.transaction(work)), problems: [] };
    } catch (error) {
      const refusal = toRefusal(error);
      if (refusal === null) throw error;
      return { slug: null, problems: refusal.problems };
    }
  }
}

/** What a step would have made of the version that was read; null when it could not be made of it. */
function wantedOf(read: CollectionState | undefined, step: Step | null): CollectionState | null {
  if (read === undefined || step === null) return null;
  try {
    return step(read);
  } catch (error) {
    if (error instanceof EditRefused) return null;
    throw error;
  }
}

/** The content of an earlier version; what is put back is never shown to more people than now. */
async function putBack({ code, state }: Held, tx: EntityManager, version: number): Promise<NextVersion> {
  const former = await contentAt(tx, code, version);
  if (former === undefined) {
    throw refused(EditProblemCode.NOT_FOUND, ['version'], `There is no version ${version} of ${code}.`);
  }
  const widths = [state, former.state].map(({ visibility }) => WIDTHS.indexOf(visibility));
  const visibility = WIDTHS[Math.min(...widths)] as Visibility;
  return {
    kind: CollectionChangeKind.PUT_BACK,
    state: { ...former.state, visibility },
    contentOf: former.contentOf,
  };
}
