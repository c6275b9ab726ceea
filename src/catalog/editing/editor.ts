import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Actor } from '../../access/actor.js';
import { fingerprintOf } from '../../common/canonical.js';
import { type ChangeKind } from '../../history/change-kind.js';
import { findRequest, openChangeSet, type RepeatableRequest } from '../../history/history.js';
import { beginWriting } from './begin-writing.js';
import { EditProblemCode, refused, type EditProblem } from './edits.js';
import { type Plan, type Subject } from './plans.js';
import { publishChangeSet } from './publish-change-set.js';
import { toRefusal } from './refusals.js';
import { Turns } from './turns.js';

/** The longest wait for another process that is writing. */
const PATIENCE_MS = 5_000;

/** What a curator asks for. */
export interface EditRequest {
  readonly actor: Actor;
  readonly kind: ChangeKind;
  readonly reason: string | null;
  readonly idempotencyKey: string | null;
  /** Everything that was asked for: another request with the same idempotency key must ask for the same. */
  readonly asked: unknown;
}

/** What came of it: a record and its change set, or problems. */
export type EditOutcome =
  | { readonly subject: Subject; readonly changeSet: string; readonly problems: readonly [] }
  | { readonly subject: null; readonly changeSet: null; readonly problems: readonly EditProblem[] };

/** Carries out what curators ask for: each request in one transaction, whole or not at all, and noted in the history. */
@Injectable()
export class Editor {
  private readonly turns = new Turns();

  constructor(private readonly dataSource: DataSource) {}

  /** Carries out a request; one that was carried out before is answered as it was then. */
  async carryOut(request: EditRequest, makePlan: (tx: EntityManager) => Promise<Plan>): Promise<EditOutcome> {
    try {
      return await this.turns.take(() =>
        this.dataSource.transaction(async (tx) => {
          await beginWriting(tx, PATIENCE_MS);
          return (await repeated(tx, request)) ?? (await write(tx, request, await makePlan(tx)));
        }),
      );
    } catch (error) {
      const refusal = toRefusal(error);
      if (refusal === null) throw error;
      return { subject: null, changeSet: null, problems: refusal.problems };
    }
  }
}

/** The outcome of the same request when it was carried out before; null when it is new. */
async function repeated(tx: EntityManager, request: EditRequest): Promise<EditOutcome | null> {
  const { key, fingerprint } = toRepeatable(request) ?? {};
  if (key === undefined) return null;
  const known = await findRequest(tx, request.actor, key);
  if (known === null) return null;
  if (known.fingerprint === fingerprint) {
    return { subject: known.result as Subject, changeSet: known.id, problems: [] };
  }
  throw refused(
    EditProblemCode.CONFLICT,
    ['idempotencyKey'],
    `This idempotency key was sent with another request, change set ${known.id}. Send each request with a key of its own.`,
  );
}

async function write(tx: EntityManager, request: EditRequest, plan: Plan): Promise<EditOutcome> {
  const { actor, kind, reason } = request;
  const changeSet = await openChangeSet(tx, {
    author: actor,
    kind,
    reason,
    request: toRepeatable(request),
    result: plan.subject,
    reverts: plan.reverts ?? null,
  });
  await plan.write(changeSet);
  await publishChangeSet(tx, changeSet);
  return { subject: plan.subject, changeSet, problems: [] };
}

function toRepeatable({ kind, idempotencyKey, asked }: EditRequest): RepeatableRequest | null {
  if (idempotencyKey === null) return null;
  return { key: idempotencyKey, fingerprint: fingerprintOf([kind, asked]) };
}
