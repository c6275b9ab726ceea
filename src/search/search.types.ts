import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import { Achievement } from '../catalog/achievement/achievement.type.js';
import { type Connection, type Edge, PageInfo } from '../common/pagination/connection.type.js';
import { type AchievementRow } from '../catalog/catalog.rows.js';
import { Backend, Facet, MatchKind, SearchField } from './search.enums.js';

@ObjectType({ description: 'How a field matches what was looked for.' })
export class Match {
  @Field(() => SearchField, { description: 'The field.' })
  field: SearchField;

  @Field(() => [MatchKind], { description: 'How it was found there, in every way that holds.' })
  by: MatchKind[];
}

@ObjectType({ description: 'A stretch of a text, as it is.' })
export class HighlightRun {
  @Field({ description: 'The stretch; plain text, to be escaped where it is put into a page.' })
  text: string;

  @Field({ description: 'Whether it is what was looked for.' })
  matched: boolean;
}

@ObjectType({ description: 'The text of a field with what was found in it.' })
export class Highlight {
  @Field(() => SearchField, { description: 'The field.' })
  field: SearchField;

  @Field(() => [HighlightRun], { description: 'The whole text of the field, in stretches.' })
  runs: HighlightRun[];
}

@ObjectType({ description: 'One record that a search found, with its place.' })
export class SearchEdge implements Edge<AchievementRow> {
  @Field(() => String, { description: 'Opaque place of this record in the result.' })
  cursor: string;

  @Field(() => Achievement, { description: 'The record.' })
  node: AchievementRow;

  @Field(() => Float, {
    description:
      'How well it matches, from 0 to 1, to be compared within one result only; 1 when nothing was looked for.',
  })
  score: number;

  @Field(() => [Match], { description: 'Which fields match, and how; empty when nothing was looked for.' })
  matchedBy: Match[];

  @Field(() => [Highlight], { description: 'The fields that match, with what was found in them.' })
  highlights: Highlight[];
}

@ObjectType({ description: 'The lowest and highest number.' })
export class IntRangeStats {
  @Field(() => Int, { description: 'Lowest.' })
  min: number;

  @Field(() => Int, { description: 'Highest.' })
  max: number;
}

@ObjectType({ description: 'One value of a facet.' })
export class FacetValue {
  @Field(() => ID, { description: 'What the filter of the same name takes: a code, a text or a year.' })
  key: string;

  @Field(() => Int, {
    description: 'Exact number of records with this value, whatever is chosen within the facet.',
  })
  count: number;

  @Field({ description: 'Whether the filter asks for this value.' })
  selected: boolean;
}

@ObjectType({
  description:
    "Records counted by one facet, within the search and the filter without the facet's own part of it.",
})
export class FacetResult {
  @Field(() => Facet, { description: 'The facet.' })
  facet: Facet;

  @Field(() => Int, { description: 'Records without a value.' })
  missingCount: number;

  @Field(() => Int, { description: 'Number of different values that records have.' })
  valueCount: number;

  @Field(() => IntRangeStats, {
    nullable: true,
    description: 'Lowest and highest year; null for other facets, and when no record has a year.',
  })
  range: IntRangeStats | null;
}

@ObjectType({ description: 'What was left out of a query in which no record has everything.' })
export class Relaxation {
  @Field(() => [String], { description: 'The terms left out, as they were typed.' })
  dropped: string[];

  @Field(() => [String], { description: 'The terms that were looked for instead.' })
  kept: string[];
}

@ObjectType({ description: 'What answered a search, and how.' })
export class EngineInfo {
  @Field(() => Backend, { description: 'What answered.' })
  backend: Backend;

  @Field({
    description: 'Whether PostgreSQL answered because the search index could not: ranking may differ then.',
  })
  degraded: boolean;

  @Field(() => Float, {
    description:
      'Age in seconds of the oldest change that the answering engine may not show yet, as last looked at a moment ago; 0 for none.',
  })
  indexLagSeconds: number;

  @Field(() => Float, { description: 'Time that the search took, in milliseconds.' })
  tookMs: number;
}

@ObjectType({ description: 'One page of what a search found.' })
export class SearchConnection implements Connection<AchievementRow, SearchEdge> {
  @Field(() => [SearchEdge], { description: 'The records of this page, in the order asked for.' })
  edges: SearchEdge[];

  @Field(() => PageInfo, { description: 'Where this page stands in the result.' })
  pageInfo: PageInfo;

  @Field(() => Int, { description: 'Exact number of records found; counted only when selected.' })
  totalCount: Promise<number>;

  @Field(() => [FacetResult], {
    description: 'The facets asked for, in that order; counted only when selected.',
  })
  facets: FacetResult[];

  @Field(() => Relaxation, {
    nullable: true,
    description: 'What was left out because no record has everything that was looked for; null for nothing.',
  })
  relaxed: Relaxation | null;

  @Field(() => EngineInfo, { description: 'What answered, and how.' })
  engine: EngineInfo;
}
