import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type ActorContext } from '../../access/actor.js';
import { ChangeKind } from '../../history/change-kind.js';
import { type CatalogContext } from '../catalog.context.js';
import { ROWS_BY_TYPE } from '../catalog.rows.js';
import { ReferenceData } from '../reference-data.js';
import { findChangeSet } from '../history/find-change-set.js';
import {
  type CreateArgs,
  type MergeArgs,
  type PutBackArgs,
  type RestoreArgs,
  type UndoMergeArgs,
  type UpdateArgs,
  type WithdrawArgs,
} from './edit.args.js';
import { type EditPayload } from './edit.types.js';
import { Editor, type EditRequest } from './editor.js';
import { type EditedType } from './edits.js';
import { planMerge, planUndoMerge } from './merges.js';
import { planCreate, planPutBack, planRestore, planUpdate, planWithdraw, type Plan } from './plans.js';

/** What a mutation finds in the context of its request. */
export type EditContext = CatalogContext & ActorContext;

/** The arguments that every mutation has, among others. */
interface CommonArgs {
  readonly idempotencyKey?: string | null;
  readonly reason?: string | null;
}

/** What curators can do through GraphQL, for every kind of record: each mutation is one of these. */
@Injectable()
export class CuratorsDesk {
  constructor(
    private readonly editor: Editor,
    private readonly dataSource: DataSource,
    private readonly reference: ReferenceData,
  ) {}

  create(context: EditContext, type: EditedType, input: object, args: CreateArgs): Promise<EditPayload> {
    return this.edit(context, ChangeKind.CREATE, type, args, input, (tx) => planCreate(tx, type, input));
  }

  update(context: EditContext, type: EditedType, input: object, args: UpdateArgs): Promise<EditPayload> {
    return this.edit(context, ChangeKind.UPDATE, type, args, input, (tx) =>
      planUpdate(tx, type, args, input, args.reason ?? null),
    );
  }

  withdraw(context: EditContext, type: EditedType, args: WithdrawArgs): Promise<EditPayload> {
    return this.edit(context, ChangeKind.WITHDRAW, type, args, null, (tx) =>
      planWithdraw(tx, type, args, args.reason.trim()),
    );
  }

  restore(context: EditContext, type: EditedType, args: RestoreArgs): Promise<EditPayload> {
    return this.edit(context, ChangeKind.RESTORE, type, args, null, (tx) => planRestore(tx, type, args.code));
  }

  putBack(context: EditContext, type: EditedType, args: PutBackArgs): Promise<EditPayload> {
    return this.edit(context, ChangeKind.PUT_BACK, type, args, null, (tx) =>
      planPutBack(tx, type, args, args.version, args.reason ?? null),
    );
  }

  merge(context: EditContext, type: EditedType, args: MergeArgs): Promise<EditPayload> {
    return this.edit(context, ChangeKind.MERGE, type, args, null, (tx) =>
      planMerge(tx, type, args, args.reason.trim()),
    );
  }

  undoMerge(context: EditContext, changeSet: string, args: UndoMergeArgs): Promise<EditPayload> {
    return this.edit(context, ChangeKind.REVERT, null, args, changeSet, (tx) => planUndoMerge(tx, changeSet));
  }

  private async edit(
    { actor, reader }: EditContext,
    kind: ChangeKind,
    type: EditedType | null,
    args: CommonArgs,
    input: unknown,
    makePlan: (tx: EntityManager) => Promise<Plan>,
  ): Promise<EditPayload> {
    const { idempotencyKey = null, reason: said, ...rest } = args;
    const reason = said?.trim() ?? null;
    const request: EditRequest = { actor, kind, reason, idempotencyKey, asked: [type, reason, rest, input] };
    const { subject, changeSet, problems } = await this.editor.carryOut(request, makePlan);
    // What the request has read before is not what is there now.
    reader.forget();
    if (kind === ChangeKind.MERGE || kind === ChangeKind.REVERT) await this.reference.reread();
    if (subject === null) return { record: null, changeSet: null, errors: problems };
    const [record, noted] = await Promise.all([
      reader.find(ROWS_BY_TYPE[subject.type], subject.code),
      findChangeSet(this.dataSource, changeSet),
    ]);
    return { record, changeSet: noted, errors: problems };
  }
}
