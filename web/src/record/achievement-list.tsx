import { type ReactNode } from 'react';
import { Link } from 'react-router';
import { type ResultPartsFragment } from '../api/generated/operations.js';
import { ResultCard } from '../browse/result-card.js';
import { useLanguage } from '../texts/language.js';
import { Section } from './facts.js';

interface AchievementListProps {
  readonly found: {
    readonly totalCount: number;
    readonly edges: readonly { readonly node: ResultPartsFragment }[];
  };
  /** Where the search shows all of them. */
  readonly all?: string;
}

/** The achievements of a person, studio, unit or industry. */
export function AchievementList({ found: { totalCount, edges }, all }: AchievementListProps): ReactNode {
  const { t } = useLanguage();
  if (totalCount === 0) return null;
  return (
    <Section title={t.record.achievementsOf(totalCount)}>
      <ol className="results">
        {edges.map(({ node }) => (
          <ResultCard key={node.code} achievement={node} />
        ))}
      </ol>
      {all !== undefined && (
        <p className="record-all">
          <Link to={all}>{t.record.seeAll(totalCount)}</Link>
        </p>
      )}
    </Section>
  );
}
