import { type ReactNode } from 'react';
import { Link } from 'react-router';
import { AchievementListDocument, type AchievementFilter } from '../api/generated/operations.js';
import { useAnswerPages } from '../api/pages.js';
import { ResultCard } from '../browse/result-card.js';
import { formatCount } from '../texts/format.js';
import { useLanguage } from '../texts/language.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { MoreButton } from '../ui/more-button.js';
import { useKeptPlace } from '../ui/use-kept-place.js';
import { Section } from './facts.js';

/** Achievements that are asked for at a time. */
const PAGE_SIZE = 24;

interface AchievementListProps {
  /** Which achievements: those of one person, studio, unit or industry. */
  readonly of: AchievementFilter;
  /** Where the search shows them. */
  readonly all?: string;
}

/** All achievements of a person, studio, unit or industry, newest first. */
export function AchievementList({ of: filter, all }: AchievementListProps): ReactNode {
  const { t, lang, preferred } = useLanguage();
  const found = useAnswerPages(
    AchievementListDocument,
    { filter, first: PAGE_SIZE, lang: preferred },
    ({ achievements }) => achievements,
  );
  const place = useKeptPlace(found);
  const { data, error, refetch, loaded } = found;
  if (error && !data) return <ErrorNotice error={error} retry={() => void refetch()} />;
  const total = data?.pages[0]?.achievements.totalCount ?? 0;
  if (total === 0) return null;
  return (
    <Section title={t.record.achievementsOf(total)}>
      {all !== undefined && (
        <p className="record-all">
          <Link to={all}>{t.record.seeAll(total)}</Link>
        </p>
      )}
      <ol ref={place} className="results">
        {data?.pages.map(({ achievements }) =>
          achievements.edges.map(({ node }) => <ResultCard key={node.code} achievement={node} />),
        )}
      </ol>
      {total > PAGE_SIZE && (
        <MoreButton pages={found} shown={t.results.shown(loaded, formatCount(total, lang))} />
      )}
    </Section>
  );
}
