import { type Type } from '@nestjs/common';
import {
  Args,
  ArgsType,
  Context,
  Field,
  ID,
  Int,
  Parent,
  Query,
  ResolveField,
  Resolver,
} from '@nestjs/graphql';
import { IsInt, IsOptional, IsString } from 'class-validator';
import { DataSource } from 'typeorm';
import { AppError } from '../../common/errors/app-error.js';
import { pageCost } from '../../common/graphql/complexity.js';
import { Entity } from '../../common/graphql/entity.interface.js';
import { type Connection } from '../../common/pagination/connection.type.js';
import { toListRequest } from '../../common/pagination/list-request.js';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from '../../common/pagination/page-request.js';
import { type BaseRow } from '../../database/query/row.js';
import { type CatalogContext } from '../catalog.context.js';
import { ROWS_BY_TYPE } from '../catalog.rows.js';
import { EDITABLE } from '../editing/editable.js';
import { EDITED_TYPES, type EditedType } from '../editing/edits.js';
import { STATE_TABLES } from '../editing/state-tables.js';
import { changedFields } from '../editing/versions.js';
import {
  CHANGES_TOGETHER,
  FORMER_CODES,
  RECORD_HISTORY,
  type ChangeRow,
  type ChangeSetRow,
} from './change.lists.js';
import { Change, ChangeConnection, ChangeSet, FieldChange } from './change.types.js';
import { findChangeSet } from './find-change-set.js';

/** A list that is only walked forward, from its newest or first entry. */
@ArgsType()
class ForwardArgs {
  @Field(() => Int, {
    nullable: true,
    description: `How many from the start (or after \`after\`): 0 to ${MAX_PAGE_SIZE}; ${DEFAULT_PAGE_SIZE} when left out.`,
  })
  @IsOptional()
  @IsInt()
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'Only what follows this cursor.' })
  @IsOptional()
  @IsString()
  after?: string | null;
}

/** Makes the resolver of `<type>.history` and `<type>.formerCodes`. */
function historyOf(type: EditedType): Type<object> {
  @Resolver(EDITABLE[type].object)
  class HistoryOf {
    @ResolveField(() => ChangeConnection, {
      complexity: pageCost,
      description:
        'What was changed, newest first: who, when, why, and each field before and after. Version 1 of a record that came with the source files has no entry of its own.',
    })
    history(
      @Parent() { code }: BaseRow,
      @Args() args: ForwardArgs,
      @Context() { reader }: CatalogContext,
    ): Promise<Connection<ChangeRow>> {
      return reader.page(RECORD_HISTORY, toListRequest(args, type), code);
    }

    @ResolveField(() => [String], {
      description: 'Codes of records that were merged into this one: each of them answers with this record.',
    })
    async formerCodes(@Parent() { code }: BaseRow, @Context() { reader }: CatalogContext): Promise<string[]> {
      const request = toListRequest<object, 'CODE', 'survivor'>({ first: MAX_PAGE_SIZE }, 'survivor');
      const { edges } = await reader.page<BaseRow, object, 'CODE', 'survivor'>(FORMER_CODES, request, code);
      return edges.map(({ node }) => node.code);
    }
  }
  return HistoryOf;
}

@Resolver(() => Change)
class ChangeResolver {
  @Query(() => ChangeConnection, {
    complexity: pageCost,
    description:
      'What was changed of the record with this code, newest first; also of a withdrawn or merged one.',
  })
  history(
    @Args('code', { description: 'Permanent code, such as WIA-0001.' }) code: string,
    @Args() args: ForwardArgs,
    @Context() { reader }: CatalogContext,
  ): Promise<Connection<ChangeRow>> {
    const type = EDITED_TYPES.find((each) => code.startsWith(STATE_TABLES[each].prefix));
    if (type && !code.includes('\0')) return reader.page(RECORD_HISTORY, toListRequest(args, type), code);
    const allowed = EDITED_TYPES.map((each) => `${STATE_TABLES[each].prefix}…`);
    throw new AppError(
      'BAD_USER_INPUT',
      `“${code.slice(0, 60)}” is no code of a record that can be edited. Allowed: ${allowed.join(', ')}.`,
      { argument: 'code', allowed },
    );
  }

  @ResolveField(() => Entity, { nullable: true })
  record({ type, code }: ChangeRow, _args: unknown, { reader }: CatalogContext): Promise<BaseRow | null> {
    return reader.find(ROWS_BY_TYPE[type], code);
  }

  @ResolveField(() => [FieldChange])
  fields({ before, after }: ChangeRow): FieldChange[] {
    const [one, other] = [before, after] as (Record<string, unknown> | null)[];
    return changedFields(one, other).map((field) => ({
      field,
      before: one?.[field] ?? null,
      after: other?.[field] ?? null,
    }));
  }
}

@Resolver(() => ChangeSet)
class ChangeSetResolver {
  constructor(private readonly dataSource: DataSource) {}

  @Query(() => ChangeSet, {
    nullable: true,
    description: 'The change set with this number; null when there is none.',
  })
  changeSet(
    @Args('id', { type: () => ID, description: 'Its number, as `changeSet { id }` gave it.' }) id: string,
  ): Promise<ChangeSetRow | null> {
    return findChangeSet(this.dataSource, id);
  }

  @ResolveField(() => ChangeConnection, {
    complexity: pageCost,
    description: 'The records that it changed, by kind and code.',
  })
  changes(
    @Parent() { id }: ChangeSetRow,
    @Args() args: ForwardArgs,
    @Context() { reader }: CatalogContext,
  ): Promise<Connection<ChangeRow>> {
    return reader.page(CHANGES_TOGETHER, toListRequest(args, 'changeSet'), id);
  }
}

/** The history of every record, and of everything that was changed together. */
export const HISTORY_RESOLVERS: Type<object>[] = [
  ChangeResolver,
  ChangeSetResolver,
  ...EDITED_TYPES.map(historyOf),
];
