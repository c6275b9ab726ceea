import { ArgsType, Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { ArrayMaxSize, ArrayUnique, IsEnum, IsOptional, IsString } from 'class-validator';
import { AchievementFilter } from '../../catalog/achievement/achievement.input.js';
import { InputField } from '../../common/graphql/input.decorators.js';
import { Text } from '../../common/graphql/text.type.js';
import { MAX_QUERY_LENGTH } from '../../common/text/plan-query.js';
import { Facet } from '../search.enums.js';

/** More than a table or chart can have. */
export const MAX_DIMENSIONS = 2;

/** The most buckets of one answer: more are no figures to look at, but an export. */
export const MAX_BUCKETS = 10_000;

/** The order of buckets. */
export enum StatOrder {
  COUNT = 'COUNT',
  KEY = 'KEY',
}

registerEnumType(StatOrder, {
  name: 'StatOrder',
  description: 'The order of buckets; records without a value come last among equals.',
  valuesMap: {
    COUNT: { description: 'Most achievements first, then by key.' },
    KEY: { description: 'By the key of the first dimension, then of the second: years in their order.' },
  },
});

@ArgsType()
export class StatsArgs {
  @InputField(() => AchievementFilter, 'Which achievements to count; all when left out.')
  filter?: AchievementFilter | null;

  @Field(() => String, {
    nullable: true,
    description: `Count only what a search for this finds, as \`search\` has it: at most ${MAX_QUERY_LENGTH} characters.`,
  })
  @IsOptional()
  @IsString()
  q?: string | null;

  @Field(() => [Facet], {
    description: `What to count by: one dimension for a list, ${MAX_DIMENSIONS} different ones for a table, none for the total.`,
  })
  @ArrayMaxSize(MAX_DIMENSIONS)
  @ArrayUnique({ message: '$property must be different dimensions' })
  @IsEnum(Facet, { each: true })
  by: Facet[];

  @Field(() => StatOrder, {
    nullable: true,
    defaultValue: StatOrder.COUNT,
    description: 'The order of the buckets.',
  })
  @IsOptional()
  @IsEnum(StatOrder)
  orderBy?: StatOrder | null;
}

@ObjectType({ description: 'The value of one dimension that the achievements of a bucket have in common.' })
export class StatValue {
  @Field(() => Facet, { description: 'The dimension.' })
  dimension: Facet;

  @Field(() => ID, {
    nullable: true,
    description: 'Code or value, as the filter of the dimension takes it; null where none is known.',
  })
  key: string | null;

  @Field(() => Text, { nullable: true, description: 'What it is called; null where none is known.' })
  label: Text | null;
}

@ObjectType({
  description:
    'A number of achievements. One that has several values of a dimension counts for each, so that buckets can add up to more than the total.',
})
export class StatBucket {
  @Field(() => [StatValue], { description: 'Its values, one for each dimension asked for, in that order.' })
  values: StatValue[];

  @Field(() => Int, { description: 'Exact number of achievements.' })
  count: number;
}
