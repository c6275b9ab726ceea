import { Field, GraphQLISODateTime, Int, ObjectType } from '@nestjs/graphql';

@ObjectType({ description: 'How many records the catalogue holds.' })
export class CatalogCounts {
  @Field(() => Int, { description: 'Achievements.' })
  achievements: number;

  @Field(() => Int, { description: 'Achievements that won an award.' })
  awarded: number;

  @Field(() => Int, { description: 'Achievements that were only nominated.' })
  nominated: number;

  @Field(() => Int, { description: 'Achievements reported without a win or nomination.' })
  reported: number;

  @Field(() => Int, { description: 'Craftsmen.' })
  craftsmen: number;

  @Field(() => Int, { description: 'Innovation studios.' })
  studios: number;

  @Field(() => Int, { description: 'Organisations.' })
  organisations: number;

  @Field(() => Int, { description: 'Awards.' })
  awards: number;

  @Field(() => Int, { description: 'Industries.' })
  industries: number;

  @Field(() => Int, { description: 'Regions.' })
  regions: number;
}

@ObjectType({
  description:
    'What a request may not exceed. A request over a limit is refused, with the limit and its own value.',
})
export class CatalogLimits {
  @Field(() => Int, { description: 'Records of one page (`first`, `last`, `ids`).' })
  maxPageSize: number;

  @Field(() => Int, { description: 'Page size when none is asked for.' })
  defaultPageSize: number;

  @Field(() => Int, { description: 'Values in one list of a filter.' })
  maxListSize: number;

  @Field(() => Int, { description: 'Conditions in one filter.' })
  maxFilterConditions: number;

  @Field(() => Int, { description: 'Levels of filters inside filters.' })
  maxFilterDepth: number;

  @Field(() => Int, { description: 'Characters of a text that is searched for (`q`).' })
  maxQueryLength: number;

  @Field(() => Int, { description: 'Terms of a text that is searched for (`q`).' })
  maxQueryTerms: number;

  @Field(() => Int, { description: 'Levels of fields inside fields; introspection is not counted.' })
  maxDepth: number;

  @Field(() => Int, { description: 'Aliases in a document.' })
  maxAliases: number;

  @Field(() => Int, { description: 'Directives in a document.' })
  maxDirectives: number;

  @Field(() => Int, { description: 'Bytes of a document.' })
  maxDocumentBytes: number;

  @Field(() => Int, { description: 'Fields in a document, with fragments spread out.' })
  maxFields: number;

  @Field(() => Int, { description: 'Lexical tokens in a document.' })
  maxTokens: number;

  @Field(() => Int, {
    description:
      'Cost of a request: the records it may ask for, reckoned from its page sizes before it runs.',
  })
  maxCost: number;

  @Field(() => Int, { description: 'Bytes of a request body.' })
  maxBodyBytes: number;
}

@ObjectType({ description: 'Under which terms the catalogue can be used.' })
export class CatalogLicence {
  @Field({ description: 'SPDX identifier of the licence of the software.' })
  software: string;

  @Field({ description: 'Note on the data.' })
  data: string;
}

@ObjectType({ description: 'What this catalogue is, holds and allows.' })
export class CatalogInfo {
  @Field({ description: 'Version of the service, as semantic versioning has it.' })
  version: string;

  @Field(() => Int, { description: 'Revision of the data; grows with every change.' })
  revision: number;

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: 'When the data last changed; null while there is none.',
  })
  dataChangedAt: Date | null;

  @Field({
    description:
      'Where the feed of changes stands: ask before a dump, and send it as `since` of `changes` after it.',
  })
  changePosition: string;

  @Field(() => CatalogCounts, { complexity: 10, description: 'How many records there are.' })
  counts: CatalogCounts;

  @Field(() => CatalogLimits, { description: 'What a request may not exceed.' })
  limits: CatalogLimits;

  @Field(() => CatalogLicence, { description: 'Terms of use.' })
  licence: CatalogLicence;
}
