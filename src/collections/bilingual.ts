import { Lang, type Text } from '../common/graphql/text.type.js';
import { type Bilingual } from './collection.state.js';

/** A text in the first language of those asked for in which it was written, in any other one otherwise; null for none. */
export function toText({ zh, en }: Bilingual, wanted: readonly Lang[] | null | undefined): Text | null {
  const texts = { [Lang.ZH]: zh, [Lang.EN]: en };
  const preferred = wanted?.length ? wanted : [Lang.ZH];
  const lang = [...preferred, Lang.ZH, Lang.EN].find((each) => texts[each] !== null);
  if (lang === undefined) return null;
  return { value: texts[lang] as string, lang, fallback: lang !== preferred[0] };
}
