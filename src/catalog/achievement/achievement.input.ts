import { ArgsType, InputType, registerEnumType } from '@nestjs/graphql';
import { CodeSet, IntRange, LinkedCodeSet, TextMatch, TextSet } from '../../common/graphql/filter.inputs.js';
import {
  EnumListField,
  InputField,
  InputListField,
  SlugField,
  MomentField,
} from '../../common/graphql/input.decorators.js';
import { MAX_ORDER_KEYS, type ListArguments } from '../../common/pagination/list-request.js';
import { PageArgs } from '../../common/pagination/page.args.js';
import { type FilterLogic } from '../../database/query/filter.js';
import { SourceKind } from '../source/source.type.js';
import { Recognition } from './achievement.enums.js';

/** A field of an achievement that may be unknown. */
export enum AchievementField {
  AWARD = 'AWARD',
  AWARD_LEVEL = 'AWARD_LEVEL',
  CRAFTSMAN = 'CRAFTSMAN',
  EXHIBITED_AT = 'EXHIBITED_AT',
  FIGURES = 'FIGURES',
  LIST_CODE = 'LIST_CODE',
  ORGANISATION = 'ORGANISATION',
  PARTNER_ORGANISATION = 'PARTNER_ORGANISATION',
  REGION = 'REGION',
  SOURCE_URL = 'SOURCE_URL',
  STUDIO = 'STUDIO',
  TITLE_EN = 'TITLE_EN',
  YEAR = 'YEAR',
}

registerEnumType(AchievementField, {
  name: 'AchievementField',
  description: 'A field of an achievement that may be unknown.',
  valuesMap: {
    AWARD: { description: 'No award is named.' },
    AWARD_LEVEL: { description: 'No level of an award is named.' },
    CRAFTSMAN: { description: 'No person is named.' },
    EXHIBITED_AT: { description: 'No conference or exhibition is named at which it was shown.' },
    FIGURES: { description: 'No figures on its effect are known.' },
    LIST_CODE: { description: 'No number in an award list is known.' },
    ORGANISATION: { description: 'No unit is named.' },
    PARTNER_ORGANISATION: { description: 'No unit beside the lead is named.' },
    REGION: { description: 'The region is unknown.' },
    SOURCE_URL: { description: 'The source has no address that is fit to link.' },
    STUDIO: { description: 'No innovation studio is named.' },
    TITLE_EN: { description: 'There is no English title yet.' },
    YEAR: { description: 'The year is unknown.' },
  },
});

/** The orders of achievements. */
export enum AchievementOrder {
  CODE_ASC = 'CODE_ASC',
  CODE_DESC = 'CODE_DESC',
  TITLE_ASC = 'TITLE_ASC',
  TITLE_DESC = 'TITLE_DESC',
  UPDATED_ASC = 'UPDATED_ASC',
  UPDATED_DESC = 'UPDATED_DESC',
  YEAR_ASC = 'YEAR_ASC',
  YEAR_DESC = 'YEAR_DESC',
}

registerEnumType(AchievementOrder, {
  name: 'AchievementOrder',
  description: 'The order of a list of achievements; the code decides between equals.',
  valuesMap: {
    CODE_ASC: { description: 'By code, lowest first.' },
    CODE_DESC: { description: 'By code, highest first.' },
    TITLE_ASC: { description: 'By Chinese title in pinyin order, then other scripts.' },
    TITLE_DESC: { description: 'By Chinese title, the other way round.' },
    UPDATED_ASC: { description: 'Longest unchanged first.' },
    UPDATED_DESC: { description: 'Last changed first.' },
    YEAR_ASC: { description: 'Earliest year first; records without a year last.' },
    YEAR_DESC: { description: 'Latest year first; records without a year last.' },
  },
});

@InputType({ description: 'Standings to include or leave out. Conditions add up.' })
export class RecognitionSet {
  @EnumListField(Recognition, 'The achievement has one of these.')
  anyOf?: Recognition[] | null;

  @EnumListField(Recognition, 'The achievement has none of these.')
  noneOf?: Recognition[] | null;
}

@InputType({ description: 'Kinds of source to include or leave out. Conditions add up.' })
export class SourceKindSet {
  @EnumListField(SourceKind, 'The source is one of these.')
  anyOf?: SourceKind[] | null;

  @EnumListField(SourceKind, 'The source is none of these.')
  noneOf?: SourceKind[] | null;
}

@InputType({ description: 'Which achievements to list. All conditions given must hold.' })
export class AchievementFilter implements FilterLogic<AchievementFilter> {
  @InputListField(() => AchievementFilter, 'All of these hold.')
  and?: AchievementFilter[] | null;

  @InputListField(() => AchievementFilter, 'At least one of these holds.')
  or?: AchievementFilter[] | null;

  @InputField(() => AchievementFilter, 'This does not hold.')
  not?: AchievementFilter | null;

  @InputField(() => CodeSet, 'By the achievement’s own code.')
  code?: CodeSet | null;

  @InputField(() => CodeSet, 'By industry.')
  industry?: CodeSet | null;

  @InputField(() => CodeSet, 'By region.')
  region?: CodeSet | null;

  @InputField(() => CodeSet, 'By innovation studio.')
  studio?: CodeSet | null;

  @InputField(() => LinkedCodeSet, 'By the people named.')
  craftsman?: LinkedCodeSet | null;

  @InputField(() => LinkedCodeSet, 'By the units named, lead or partner.')
  organisation?: LinkedCodeSet | null;

  @InputField(() => LinkedCodeSet, 'By the awards named, won or not.')
  award?: LinkedCodeSet | null;

  @InputField(() => LinkedCodeSet, 'By the awards won.')
  awardWon?: LinkedCodeSet | null;

  @InputField(
    () => TextSet,
    'By the level of a grant, exactly as the source words it (一等奖 …), won or not.',
  )
  awardLevel?: TextSet | null;

  @InputField(() => RecognitionSet, 'By standing; only AWARDED is a win.')
  recognition?: RecognitionSet | null;

  @InputField(() => SourceKindSet, 'By kind of source.')
  sourceKind?: SourceKindSet | null;

  @InputField(() => IntRange, 'By year.')
  year?: IntRange | null;

  @InputField(() => TextMatch, 'By the Chinese or English title.')
  title?: TextMatch | null;

  @MomentField('Changed at or after this moment.')
  updatedSince?: Date | null;

  @EnumListField(AchievementField, 'All of these fields are unknown; finds incomplete records.')
  missing?: AchievementField[] | null;

  @SlugField(
    'In the collection with this slug; of records that were merged, the survivor. Needs a key with the scope CURATE unless the collection is PUBLIC.',
  )
  inCollection?: string | null;
}

@ArgsType()
export class AchievementListArgs
  extends PageArgs
  implements ListArguments<AchievementFilter, AchievementOrder>
{
  @InputField(() => AchievementFilter, 'Which achievements to list; all when left out.')
  filter?: AchievementFilter | null;

  @EnumListField(AchievementOrder, 'The order, most important first; CODE_ASC when left out.', MAX_ORDER_KEYS)
  orderBy?: AchievementOrder[] | null;
}
