import { ArgsType, Field } from '@nestjs/graphql';
import { Lang } from './text.type.js';

@ArgsType()
export class LangArgs {
  @Field(() => [Lang], {
    nullable: true,
    defaultValue: [Lang.ZH],
    description: 'Languages by preference; the first one known is served. Chinese is always known.',
  })
  lang?: Lang[] | null;
}
