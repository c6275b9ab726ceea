import { type Type } from '@nestjs/common';
import { Args, Context, Field, ID, Mutation, ObjectType, Resolver } from '@nestjs/graphql';
import { RequireScope } from '../../access/require-scope.js';
import { Scope } from '../../access/scopes.js';
import { Entity } from '../../common/graphql/entity.interface.js';
import { type BaseRow } from '../../database/query/row.js';
import { type ChangeSetRow } from '../history/change.lists.js';
import { ChangeSet } from '../history/change.types.js';
import { CuratorsDesk, type EditContext } from './curators-desk.js';
import {
  CreateArgs,
  MergeArgs,
  PutBackArgs,
  RestoreArgs,
  UndoMergeArgs,
  UpdateArgs,
  WithdrawArgs,
} from './edit.args.js';
import { EditError, payloadType, type EditPayload } from './edit.types.js';
import { EDITABLE } from './editable.js';
import { EDITED_TYPES, type EditedType, type EditProblem } from './edits.js';

const NEEDS = `Needs the scope ${Scope.CURATE}.`;

/** Makes the resolver of every mutation of one kind of record. */
function editsOf(type: EditedType): Type<object> {
  const { input: inputType, patch: patchType, plural, called } = EDITABLE[type];
  const Created = payloadType(
    `Create${type}`,
    type,
    'The new record, with its code; null when it was refused.',
  );
  const Updated = payloadType(`Update${type}`, type, 'The record as it is now; null when it was refused.');
  const Withdrawn = payloadType(
    `Withdraw${type}`,
    type,
    'Always null: the record is gone, or it was refused.',
  );
  const Restored = payloadType(
    `Restore${type}`,
    type,
    'The record as it is again; null when it was refused.',
  );
  const PutBack = payloadType(`PutBack${type}`, type, 'The record as it is now; null when it was refused.');
  const Merged = payloadType(`Merge${plural}`, type, 'The survivor; null when it was refused.');

  @Resolver()
  @RequireScope(Scope.CURATE)
  class EditsOf {
    constructor(readonly desk: CuratorsDesk) {}

    @Mutation(() => Created, {
      name: `create${type}`,
      description: `Adds ${called}; the service gives it a permanent code. ${NEEDS}`,
    })
    create(
      @Args('input', { type: inputType, description: 'What it shall say.' }) input: object,
      @Args() args: CreateArgs,
      @Context() context: EditContext,
    ): Promise<EditPayload> {
      return this.desk.create(context, type, input, onlyArgs(args));
    }

    @Mutation(() => Updated, {
      name: `update${type}`,
      description: `Changes ${called}. An edit that changes nothing raises no version. ${NEEDS}`,
    })
    update(
      @Args('input', { type: patchType, description: 'What it shall say instead.' }) input: object,
      @Args() args: UpdateArgs,
      @Context() context: EditContext,
    ): Promise<EditPayload> {
      return this.desk.update(context, type, input, onlyArgs(args));
    }

    @Mutation(() => Withdrawn, {
      name: `withdraw${type}`,
      description: `Withdraws ${called}: its code answers GONE with the reason from then on, and is never given again. Refused while other records name it. ${NEEDS}`,
    })
    withdraw(@Args() args: WithdrawArgs, @Context() context: EditContext): Promise<EditPayload> {
      return this.desk.withdraw(context, type, args);
    }

    @Mutation(() => Restored, {
      name: `restore${type}`,
      description: `Brings back ${called} that was withdrawn, as it stood then. ${NEEDS}`,
    })
    restore(@Args() args: RestoreArgs, @Context() context: EditContext): Promise<EditPayload> {
      return this.desk.restore(context, type, args);
    }

    @Mutation(() => PutBack, {
      name: `putBack${type}`,
      description: `Gives ${called} the content of an earlier version again, as a new version. Where it named a record that was merged since, it names the survivor. ${NEEDS}`,
    })
    putBack(@Args() args: PutBackArgs, @Context() context: EditContext): Promise<EditPayload> {
      return this.desk.putBack(context, type, args);
    }

    @Mutation(() => Merged, {
      name: `merge${plural}`,
      description: `Merges two records that are one: whoever names the duplicate names the survivor from then on, and the duplicate's code answers with the survivor. \`undoMerge\` takes it back. ${NEEDS}`,
    })
    merge(@Args() args: MergeArgs, @Context() context: EditContext): Promise<EditPayload> {
      return this.desk.merge(context, type, args);
    }
  }
  return EditsOf;
}

/** The arguments without the input, which is checked as part of the record. */
function onlyArgs<A extends object>(args: A): A {
  const { input: _, ...rest } = args as A & { input?: unknown };
  return rest as unknown as A;
}

@ObjectType({ description: 'What came of `undoMerge`.' })
class UndoMergePayload implements EditPayload {
  @Field(() => Entity, {
    name: 'survivor',
    nullable: true,
    description: 'The record that had survived; null when it was refused.',
  })
  record: BaseRow | null;

  @Field(() => ChangeSet, {
    nullable: true,
    description: 'Its entry in the history; null when it was refused.',
  })
  changeSet: ChangeSetRow | null;

  @Field(() => [EditError], { complexity: 0, description: 'Why it was refused; empty when it was done.' })
  errors: readonly EditProblem[];
}

@Resolver()
@RequireScope(Scope.CURATE)
class UndoMergeResolver {
  constructor(private readonly desk: CuratorsDesk) {}

  @Mutation(() => UndoMergePayload, {
    description: `Takes a merge back: every record that it touched is as it was before. Refused, naming them, when one of them was edited since. ${NEEDS}`,
  })
  undoMerge(
    @Args('changeSet', { type: () => ID, description: 'The number of the merge’s change set.' })
    changeSet: string,
    @Args() args: UndoMergeArgs,
    @Context() context: EditContext,
  ): Promise<EditPayload> {
    return this.desk.undoMerge(context, changeSet, args);
  }
}

/** Every mutation of records. */
export const EDIT_RESOLVERS: Type<object>[] = [...EDITED_TYPES.map(editsOf), UndoMergeResolver];
