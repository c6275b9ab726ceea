import { type ReactNode } from 'react';
import { type SourceKind } from '../api/generated/operations.js';
import { useLanguage } from '../texts/language.js';
import { Fact, Facts, Section } from './facts.js';

interface SourceBoxProps {
  readonly source: {
    readonly kind: SourceKind;
    readonly publisher: string | null;
    readonly title: string | null;
    readonly date: string | null;
    readonly url: string | null;
  };
}

/** From where the facts come. */
export function SourceBox({ source: { kind, publisher, title, date, url } }: SourceBoxProps): ReactNode {
  const { t } = useLanguage();
  return (
    <Section title={t.record.source}>
      <Facts>
        <Fact name={t.record.sourceKind}>{t.sourceKinds[kind]}</Fact>
        <Fact name={t.record.publisher}>{publisher && <span lang="zh-CN">{publisher}</span>}</Fact>
        <Fact name={t.fields.TITLE}>{title && <span lang="zh-CN">{title}</span>}</Fact>
        <Fact name={t.record.date}>{date}</Fact>
      </Facts>
      <p>{url === null ? kind === 'REPOST' && t.record.repost : <SourceLink url={url} />}</p>
    </Section>
  );
}

/** The way to a page of others, which is told nothing of where its reader comes from. */
export function SourceLink({ url }: { readonly url: string }): ReactNode {
  const { t } = useLanguage();
  return (
    <a href={url} rel="noreferrer external">
      {t.record.openSource}
    </a>
  );
}
