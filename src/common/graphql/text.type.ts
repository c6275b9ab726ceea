import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';

/** A language in which the catalogue holds names and titles. */
export enum Lang {
  ZH = 'ZH',
  EN = 'EN',
}

registerEnumType(Lang, {
  name: 'Lang',
  description: 'A language of the catalogue.',
  valuesMap: {
    ZH: { description: 'Chinese (simplified), as the source has it.' },
    EN: { description: "English, in the project's own wording." },
  },
});

@ObjectType({ description: 'A name or title, with the language in which it is served.' })
export class Text {
  @Field({ description: 'The text.' })
  value: string;

  @Field(() => Lang, { description: 'Language of the text.' })
  lang: Lang;

  @Field({ description: 'True when the first language asked for is missing and another was served.' })
  fallback: boolean;
}

/** The languages in which one text is known; Chinese always is. */
export interface Translations {
  readonly [Lang.ZH]: string;
  readonly [Lang.EN]?: string | null;
}

/**
 * Picks the first language that is known, in the order asked for; Chinese when none of them is.
 *
 * @param wanted languages by preference; Chinese when empty
 */
export function pickText(translations: Translations, wanted: readonly Lang[] | null | undefined): Text {
  const preferred = wanted?.length ? wanted : [Lang.ZH];
  const lang = preferred.find((candidate) => translations[candidate]) ?? Lang.ZH;
  return { value: translations[lang] as string, lang, fallback: lang !== preferred[0] };
}
