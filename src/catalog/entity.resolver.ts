import { Args, ResolveField, Resolver } from '@nestjs/graphql';
import { DirectField } from '../common/graphql/direct-field.js';
import { Entity } from '../common/graphql/entity.interface.js';
import { LangArgs } from '../common/graphql/lang.args.js';
import { Lang, pickText, Text } from '../common/graphql/text.type.js';

/** The texts by which a record is called: of an achievement its titles, of the others their names. */
interface Called {
  readonly name?: string;
  readonly nameEn?: string;
  readonly title?: string;
  readonly titleEn?: string | null;
}

/** The name of a record in the first language that is known. */
export function nameOf(record: Called, wanted: LangArgs): Text {
  const zh = (record.title ?? record.name) as string;
  return pickText({ [Lang.ZH]: zh, [Lang.EN]: record.titleEn ?? record.nameEn ?? null }, wanted.lang);
}

@Resolver(() => Entity)
export class EntityResolver {
  @DirectField()
  @ResolveField(() => Text, { description: 'Name; of an achievement, its title.' })
  name(record: Called, @Args() wanted: LangArgs): Text {
    return nameOf(record, wanted);
  }
}
