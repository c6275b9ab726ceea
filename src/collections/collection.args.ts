import { applyDecorators } from '@nestjs/common';
import { ArgsType, Field, GraphQLISODateTime, ID, Int } from '@nestjs/graphql';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsDate,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { AchievementFilter } from '../catalog/achievement/achievement.input.js';
import {
  EnumListField,
  InputField,
  MAX_LIST_SIZE,
  MAX_SLUG_LENGTH,
  SLUG,
} from '../common/graphql/input.decorators.js';
import { MAX_ORDER_KEYS } from '../common/pagination/list-request.js';
import { SearchSort } from '../search/search.enums.js';
import { SectionField } from './collection.input.js';
import { DEFAULT_SHARE_DAYS, MAX_SHARE_DAYS } from './collection.share.js';
import { MAX_ITEMS } from './collection.state.js';
import { type ItemPlace, type Neighbour } from './collection.steps.js';
import { type VersionedSlug } from './collection.writer.js';

/** More than any collection will have, and less than the database's greatest number. */
const MAX_VERSION = 1_000_000_000;

const MAX_UNDO_STEPS = 100;

const SlugArgument = (): PropertyDecorator =>
  applyDecorators(
    Field(() => ID, { description: 'Slug of the collection.' }),
    IsString(),
    MaxLength(MAX_SLUG_LENGTH),
    Matches(SLUG, { message: '$property must be the slug of a collection, such as rail-2024' }),
  );

const VersionArgument = (nullable: boolean, description: string): PropertyDecorator =>
  applyDecorators(
    Field(() => Int, { nullable, description }),
    ...(nullable ? [IsOptional()] : []),
    IsInt(),
    Min(1),
    Max(MAX_VERSION),
  );

const CodesArgument = (description: string): PropertyDecorator =>
  applyDecorators(
    Field(() => [ID], { description: `${description} 1 to ${MAX_LIST_SIZE} codes.` }),
    ArrayMinSize(1),
    ArrayMaxSize(MAX_LIST_SIZE),
    Matches(/^[\w-]{1,60}$/, { each: true, message: 'each of $property must be a code' }),
  );

const NeighbourArgument = (description: string): PropertyDecorator =>
  applyDecorators(
    Field(() => ID, { nullable: true, description }),
    IsOptional(),
    IsString(),
    MaxLength(60),
  );

@ArgsType()
export class CollectionArgs {
  @Field(() => ID, { description: 'Slug of the collection.' })
  @IsString()
  slug: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The secret of a link by which the collection is shared. Send it as a variable by POST, so that it stands in no address.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  share?: string | null;
}

@ArgsType()
export class SlugArgs {
  @SlugArgument()
  slug: string;
}

@ArgsType()
export class RequestArgs {
  @Field(() => String, {
    description:
      'A text of your own, 1 to 200 visible ASCII characters such as a UUID, different for each request of your key. Sent again with the same arguments, the request makes nothing more and has the same answer.',
  })
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  @Matches(/^[\x21-\x7e]+$/)
  idempotencyKey: string;
}

@ArgsType()
export class CopyArgs extends RequestArgs {
  @SlugArgument()
  slug: string;
}

@ArgsType()
export class ChangeArgs extends SlugArgs implements VersionedSlug {
  @VersionArgument(
    false,
    'The `version` that you read. When it is another one by now, nothing is written and CONFLICT tells both.',
  )
  ifVersion: number;
}

/** What is added overwrites nothing, so that curators need not wait for each other. */
@ArgsType()
class AddingArgs extends SlugArgs implements VersionedSlug {
  @VersionArgument(
    true,
    'The `version` that you read, to be refused when it is another one by now. Adding overwrites nothing, so it can be left out.',
  )
  ifVersion?: number | null;

  @SectionField('The section at whose end they shall stand; before all sections when left out.', true)
  section?: string | null;
}

@ArgsType()
export class AddArgs extends AddingArgs {
  @CodesArgument('Codes of achievements, in the order in which they shall stand.')
  codes: string[];
}

@ArgsType()
export class AddSearchArgs extends AddingArgs {
  @Field(() => String, { nullable: true, description: 'What to look for, as `search` takes it.' })
  @IsOptional()
  @IsString()
  q?: string | null;

  @InputField(() => AchievementFilter, 'Which achievements, as `search` takes it; all when left out.')
  filter?: AchievementFilter | null;

  @EnumListField(
    SearchSort,
    `The order in which they shall stand, as \`search\` takes it. At most ${MAX_ITEMS} can be in a collection.`,
    MAX_ORDER_KEYS,
    0,
  )
  sort?: SearchSort[] | null;
}

@ArgsType()
export class RemoveArgs extends ChangeArgs {
  @CodesArgument('Codes of items.')
  codes: string[];
}

@ArgsType()
export class MoveArgs extends ChangeArgs implements ItemPlace {
  @CodesArgument('Codes of items, in the order in which they shall stand.')
  codes: string[];

  @NeighbourArgument('Code of the item before which they shall stand, in its section.')
  before?: string | null;

  @NeighbourArgument('Code of the item after which they shall stand, in its section.')
  after?: string | null;

  @SectionField(
    'The section at whose end they shall stand, when neither `before` nor `after` is given; before all sections when left out.',
    true,
  )
  section?: string | null;
}

@ArgsType()
export class ItemArgs extends ChangeArgs {
  @Field(() => ID, { description: 'Code of the item.' })
  @IsString()
  @MaxLength(60)
  code: string;
}

@ArgsType()
export class SectionArgs extends ChangeArgs {
  @SectionField('Id of the section.', false)
  section: string;
}

@ArgsType()
export class MoveSectionArgs extends SectionArgs implements Neighbour {
  @NeighbourArgument('Id of the section before which it shall stand.')
  before?: string | null;

  @NeighbourArgument('Id of the section after which it shall stand; at the end when neither is given.')
  after?: string | null;
}

@ArgsType()
export class UndoArgs extends ChangeArgs {
  @Field(() => Int, {
    defaultValue: 1,
    description: `How many changes to take back, 1 to ${MAX_UNDO_STEPS}.`,
  })
  @IsInt()
  @Min(1)
  @Max(MAX_UNDO_STEPS)
  steps: number;
}

@ArgsType()
export class PutBackCollectionArgs extends ChangeArgs {
  @VersionArgument(false, 'The version whose content it shall have again.')
  version: number;
}

@ArgsType()
export class ShareArgs extends SlugArgs {
  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: `From when on the link opens nothing: within ${MAX_SHARE_DAYS} days; in ${DEFAULT_SHARE_DAYS} days when left out.`,
  })
  @IsOptional()
  @IsDate()
  expiresAt?: Date | null;
}

@ArgsType()
export class RevokeShareArgs extends SlugArgs {
  @Field(() => ID, { description: 'Number of the link.' })
  @IsString()
  share: string;
}
