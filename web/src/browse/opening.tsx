import { type ReactNode } from 'react';
import { Link } from 'react-router';
import { useAnswer } from '../api/client.js';
import { CatalogCountsDocument, IndustriesDocument } from '../api/generated/operations.js';
import { formatCount } from '../texts/format.js';
import { useLanguage } from '../texts/language.js';
import { Name } from '../ui/name.js';
import { pathOf } from './browse-state.js';

const COUNTS = ['achievements', 'awarded', 'craftsmen', 'studios', 'organisations'] as const;

/** What a visitor reads first: what this is, and how much of it there is. */
export function OpeningWords(): ReactNode {
  const { t, lang } = useLanguage();
  const { data } = useAnswer(CatalogCountsDocument, {});
  return (
    <div className="opening-words">
      <p className="opening-tagline">{t.site.tagline}</p>
      <h1>{t.site.name}</h1>
      <p className="opening-intro">{t.site.intro}</p>
      <dl className="opening-counts">
        {COUNTS.map((name) => (
          <div key={name}>
            <dt>{t.results.counts[name]}</dt>
            <dd>{data ? formatCount(data.catalogInfo.counts[name], lang) : '—'}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** The industries to begin with, as a table of contents. */
export function OpeningIndustries(): ReactNode {
  const { t, preferred } = useLanguage();
  const { data } = useAnswer(IndustriesDocument, { lang: preferred });
  return (
    <nav aria-label={t.results.industries} className="opening-industries">
      <ol>
        {data?.industries.map(({ code, name, achievementCount }) => (
          <li key={code}>
            <Link to={pathOf('INDUSTRY', code)}>
              <span className="opening-industry">
                <Name text={name} />
              </span>
              <span className="opening-industry-count">{achievementCount}</span>
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}
