import { Fragment, type ReactNode } from 'react';
import { Link } from 'react-router';
import { type ItemPartsFragment } from '../api/generated/operations.js';
import { recordPath } from '../record/record-path.js';
import { formatDate } from '../texts/format.js';
import { langTag, useLanguage } from '../texts/language.js';
import { Name } from '../ui/name.js';
import { RecognitionBadge } from '../ui/recognition-badge.js';
import { useTexts } from './use-texts.js';

type Record = NonNullable<ItemPartsFragment['achievement']>;

/** A text in one language of the two, with that language told. */
export interface Told {
  readonly value: string;
  readonly lang: 'ZH' | 'EN';
}

/** The titles of an item, Chinese before English: its label’s, or else its record’s; its code where there is none. */
export function titlesOf({ code, labels, achievement }: ItemPartsFragment): readonly [Told, ...Told[]] {
  const zh = labels.zh ?? achievement?.title.value;
  const en = labels.en ?? (achievement?.titleEn.lang === 'EN' ? achievement.titleEn.value : null);
  const told: Told[] = [
    ...(zh ? [{ value: zh, lang: 'ZH' } as const] : []),
    ...(en ? [{ value: en, lang: 'EN' } as const] : []),
  ];
  const [first = { value: code, lang: 'EN' } as const, ...others] = told;
  return [first, ...others];
}

/** The title of an item in the language of the page, where there is one. */
export function useItemTitle(item: ItemPartsFragment): Told {
  const { lang } = useLanguage();
  const titles = titlesOf(item);
  return titles.find((title) => title.lang.toLowerCase() === lang) ?? titles[0];
}

function People({ craftsmen }: Pick<Record, 'craftsmen'>): ReactNode {
  const texts = useTexts();
  const named = craftsmen.edges.map(({ node }) => node);
  if (named.length === 0) return null;
  return (
    <span>
      {named.map(({ code, name }, index) => (
        <Fragment key={code}>
          {index > 0 && <span lang="zh-CN">、</span>}
          <Link to={recordPath('craftsmen', code)}>
            <Name text={name} />
          </Link>
        </Fragment>
      ))}
      {craftsmen.totalCount > named.length && ` ${texts.item.morePeople(craftsmen.totalCount)}`}
    </span>
  );
}

/** Who, where and when of an item; of one that was withdrawn, why. */
function ItemFacts({ item }: { readonly item: ItemPartsFragment }): ReactNode {
  const texts = useTexts();
  const { t, lang } = useLanguage();
  const { achievement, tombstone, code } = item;
  if (!achievement) {
    return (
      <p className="exhibit-tombstone">
        {texts.item.withdrawn}
        {tombstone &&
          ` · ${t.errors.goneReason(tombstone.reason)} · ${formatDate(tombstone.retiredAt, lang)}`}
      </p>
    );
  }
  const { organisation, craftsmen, year, recognition } = achievement;
  return (
    <p className="exhibit-facts">
      <RecognitionBadge recognition={recognition} />
      <Link to={recordPath('achievements', achievement.code)}>{achievement.code}</Link>
      {achievement.code !== code && <span>{texts.item.merged(achievement.code)}</span>}
      {year !== null && <span>{year}</span>}
      <People craftsmen={craftsmen} />
      {organisation && (
        <Link to={recordPath('organisations', organisation.code)}>
          <Name text={organisation.name} />
        </Link>
      )}
    </p>
  );
}

/** A text that was written for the exhibit, in the language of the page before the other one. */
export function useWritten(text: { readonly zh: string | null; readonly en: string | null }): Told | null {
  const { lang } = useLanguage();
  const other = lang === 'zh' ? 'en' : 'zh';
  const own = [lang, other].find((each) => text[each as 'zh' | 'en']) as 'zh' | 'en' | undefined;
  return own ? { value: text[own] ?? '', lang: own === 'zh' ? 'ZH' : 'EN' } : null;
}

/** A paragraph that was written for the exhibit. */
export function Written({
  text,
}: {
  readonly text: { readonly zh: string | null; readonly en: string | null };
}): ReactNode {
  const written = useWritten(text);
  return (
    written && (
      <p className="exhibit-note" lang={langTag(written.lang)}>
        {written.value}
      </p>
    )
  );
}

/** What visitors read of an item: its title, who and where, and what the curator wrote. */
export function ItemWords({ item }: { readonly item: ItemPartsFragment }): ReactNode {
  const title = useItemTitle(item);
  return (
    <>
      <h3>
        <Name text={title} />
      </h3>
      <ItemFacts item={item} />
      <Written text={item.notes} />
    </>
  );
}
