import { type Type } from '@nestjs/common';
import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { GraphQLScalarType } from 'graphql';
import { Craftsman } from '../../catalog/craftsman/craftsman.type.js';
import { Industry } from '../../catalog/industry/industry.type.js';
import { Organisation } from '../../catalog/organisation/organisation.type.js';
import { Studio } from '../../catalog/studio/studio.type.js';
import { HighlightRun, SearchConnection } from '../search.types.js';

/** What can be suggested. */
export enum EntityType {
  ACHIEVEMENT = 'ACHIEVEMENT',
  CRAFTSMAN = 'CRAFTSMAN',
  STUDIO = 'STUDIO',
  ORGANISATION = 'ORGANISATION',
  INDUSTRY = 'INDUSTRY',
}

registerEnumType(EntityType, {
  name: 'EntityType',
  description: 'A kind of record that can be suggested.',
  valuesMap: {
    ACHIEVEMENT: { description: 'Achievement, by its Chinese or English title.' },
    CRAFTSMAN: { description: 'Person, by name.' },
    STUDIO: { description: 'Innovation studio, by name.' },
    ORGANISATION: { description: 'Unit, by name.' },
    INDUSTRY: { description: 'Industry, by Chinese or English name.' },
  },
});

/** An AchievementFilter as a value that is served. */
export const FilterValue = new GraphQLScalarType({
  name: 'FilterValue',
  description: 'A ready-made AchievementFilter: send it as it is in the variable of a filter argument.',
  serialize: (value) => value,
});

@ObjectType({ description: 'Something of the catalogue that a text being typed may mean.' })
export class Suggestion {
  @Field(() => EntityType, { description: 'What it is.' })
  type: EntityType;

  @Field(() => ID, { description: 'Its permanent code.' })
  code: string;

  @Field(() => [HighlightRun], { description: 'Its Chinese name in stretches, with what was typed marked.' })
  highlight: HighlightRun[];

  @Field(() => Int, { description: 'Number of achievements that the filter finds.' })
  achievementCount: number;

  @Field(() => FilterValue, { description: 'The filter that finds its achievements.' })
  filter: object;
}

/** The best few records of one kind whose names were found. */
export interface Found<N> {
  readonly totalCount: number;
  readonly nodes: readonly (N | Promise<N>)[];
}

function foundType<N>(name: string, what: string, node: () => Type<N>): Type<Found<N>> {
  @ObjectType(`${name}Found`, { description: `The best few ${what} whose names were found.` })
  class FoundRecords implements Found<N> {
    @Field(() => Int, { description: 'How many were found in all.' })
    totalCount: number;

    @Field(() => [node()], { description: 'The best of them, best first.' })
    nodes: (N | Promise<N>)[];
  }
  return FoundRecords;
}

export const CraftsmanFound = foundType('Craftsman', 'people', () => Craftsman);
export const StudioFound = foundType('Studio', 'studios', () => Studio);
export const OrganisationFound = foundType('Organisation', 'units', () => Organisation);
export const IndustryFound = foundType('Industry', 'industries', () => Industry);

@ObjectType({ description: 'The best few records of every kind for one text.' })
export class SearchEverything {
  @Field(() => SearchConnection, { description: 'Achievements.' })
  achievements: SearchConnection;

  @Field(() => CraftsmanFound, { description: 'People.' })
  craftsmen: Found<unknown>;

  @Field(() => StudioFound, { description: 'Innovation studios.' })
  studios: Found<unknown>;

  @Field(() => OrganisationFound, { description: 'Units.' })
  organisations: Found<unknown>;

  @Field(() => IndustryFound, { description: 'Industries.' })
  industries: Found<unknown>;
}
