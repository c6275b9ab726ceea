import {
  Args,
  ArgsType,
  Context,
  Field,
  ID,
  Mutation,
  Parent,
  Query,
  ResolveField,
  Resolver,
} from '@nestjs/graphql';
import { IsEnum, IsOptional } from 'class-validator';
import type { ActorContext } from '../access/actor.js';
import { RequireScope } from '../access/require-scope.js';
import { Scope } from '../access/scopes.js';
import { pageCost } from '../common/graphql/complexity.js';
import { type Connection } from '../common/pagination/connection.type.js';
import { PageArgs } from '../common/pagination/page.args.js';
import { toPageRequest } from '../common/pagination/page-request.js';
import { ImportReader } from './import.reader.js';
import { ImportService } from './import.service.js';
import {
  ApplyImportPayload,
  Import,
  ImportConnection,
  ImportRow,
  ImportRowConnection,
  RevertImportPayload,
} from './import.types.js';
import { RowAction } from './plan/planned.js';

const ID_ARGUMENT = { type: () => ID, description: 'Number of the import.' };

@ArgsType()
class ImportRowArgs extends PageArgs {
  @Field(() => RowAction, { nullable: true, description: 'Only rows of which this comes.' })
  @IsOptional()
  @IsEnum(RowAction)
  action?: RowAction | null;
}

@Resolver(() => Import)
export class ImportResolver {
  constructor(
    private readonly reader: ImportReader,
    private readonly service: ImportService,
  ) {}

  @RequireScope(Scope.IMPORT)
  @Query(() => Import, {
    nullable: true,
    description: 'The import with this number; null when there is none. Needs the scope IMPORT.',
  })
  import(@Args('id', ID_ARGUMENT) id: string): Promise<Import | null> {
    return this.reader.find(id);
  }

  @RequireScope(Scope.IMPORT)
  @Query(() => ImportConnection, {
    complexity: pageCost,
    description: 'Every import, the newest first. Needs the scope IMPORT.',
  })
  imports(@Args() args: PageArgs): Promise<Connection<Import>> {
    return this.reader.list(toPageRequest(args));
  }

  @ResolveField(() => ImportRowConnection, {
    complexity: pageCost,
    description: 'What comes of each row, in the order of the file.',
  })
  rows(@Parent() { id }: Import, @Args() args: ImportRowArgs): Promise<Connection<ImportRow>> {
    return this.reader.rows(id, args.action ?? null, toPageRequest(args));
  }

  @RequireScope(Scope.IMPORT)
  @Mutation(() => ApplyImportPayload, {
    description:
      'Writes exactly what the check of a file showed, all of it or nothing. A CONFLICT when rows are refused, or the catalogue has changed since in what it touches. Needs the scope IMPORT.',
  })
  async applyImport(
    @Args('id', ID_ARGUMENT) id: string,
    @Context() { actor }: ActorContext,
  ): Promise<ApplyImportPayload> {
    return { import: await this.service.apply(id, actor) };
  }

  @RequireScope(Scope.IMPORT)
  @Mutation(() => RevertImportPayload, {
    description:
      'Restores what stood before an import was applied. A CONFLICT, naming the records, where later edits would be lost. Needs the scope IMPORT.',
  })
  async revertImport(
    @Args('id', ID_ARGUMENT) id: string,
    @Context() { actor }: ActorContext,
  ): Promise<RevertImportPayload> {
    return { import: await this.service.revert(id, actor) };
  }
}
