import { Fragment, type ReactNode } from 'react';
import { Link } from 'react-router';
import { type ResultPartsFragment, type SearchPageQuery } from '../api/generated/operations.js';
import { AddButton } from '../collections/add-button.js';
import { recordPath } from '../record/record-path.js';
import { langTag, useLanguage } from '../texts/language.js';
import { Name } from '../ui/name.js';
import { RecognitionBadge } from '../ui/recognition-badge.js';
import { Runs } from '../ui/runs.js';

type Highlights = SearchPageQuery['search']['edges'][number]['highlights'];

interface ResultCardProps {
  readonly achievement: ResultPartsFragment;
  readonly highlights?: Highlights;
  /** Why it is shown, where it is not a search that found it. */
  readonly why?: string;
}

function Title({ achievement, highlights = [] }: ResultCardProps): ReactNode {
  const { title } = achievement;
  const field = title.lang === 'EN' ? 'TITLE_EN' : 'TITLE';
  const runs = highlights.find((highlight) => highlight.field === field)?.runs;
  return runs ? (
    <span lang={langTag(title.lang)}>
      <Runs runs={runs} />
    </span>
  ) : (
    <Name text={title} />
  );
}

function People({ craftsmen, organisation }: ResultPartsFragment): ReactNode {
  const { t } = useLanguage();
  const named = craftsmen.edges.map(({ node }) => node);
  return (
    <p className="card-people">
      {named.map(({ code, name }, index) => (
        <Fragment key={code}>
          {index > 0 && <span lang="zh-CN">、</span>}
          <Link to={recordPath('craftsmen', code)}>
            <Name text={name} />
          </Link>
        </Fragment>
      ))}
      {craftsmen.totalCount > named.length && ` ${t.results.morePeople(craftsmen.totalCount)}`}
      {organisation && (
        <Link className="card-unit" to={recordPath('organisations', organisation.code)}>
          <Name text={organisation.name} />
        </Link>
      )}
    </p>
  );
}

/** The grants in words: award, level and year. */
function Grants({ grants }: Pick<ResultPartsFragment, 'grants'>): ReactNode {
  return grants.map(({ award, level, year }, index) => (
    <p key={index} className="card-award">
      <Name text={award.name} />
      {level !== null && (
        <>
          {' · '}
          <Name text={{ value: level }} />
        </>
      )}
      {year !== null && ` · ${year}`}
    </p>
  ));
}

/** Where else, beside the title, the text was found. */
function Matches({ highlights = [], shown }: { highlights?: Highlights; shown: string }): ReactNode {
  const { t } = useLanguage();
  const others = highlights.filter(({ field }) => field !== shown);
  if (others.length === 0) return null;
  return (
    <dl className="card-matches">
      {others.map(({ field, runs }) => (
        <div key={field}>
          <dt>{t.fields[field]}</dt>
          <dd lang={field === 'TITLE_EN' || field === 'FIGURES' ? 'en' : 'zh-CN'}>
            <Runs runs={runs} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** One achievement in a list. */
export function ResultCard({ achievement, highlights, why }: ResultCardProps): ReactNode {
  const { t } = useLanguage();
  const { code, title, year, recognition, industry, region, grants, source } = achievement;
  return (
    <li className="card">
      <p className="card-code">
        {code}
        {year !== null && <span className="card-year">{year}</span>}
      </p>
      <div className="card-body">
        <h3>
          <Link to={recordPath('achievements', code)}>
            <Title achievement={achievement} highlights={highlights} />
          </Link>
        </h3>
        <People {...achievement} />
        <Grants grants={grants} />
        <Matches highlights={highlights} shown={title.lang === 'EN' ? 'TITLE_EN' : 'TITLE'} />
        <p className="card-facts">
          {why && <span className="card-why">{why}</span>}
          <span>
            <Name text={industry.name} />
          </span>
          {region && (
            <span>
              <Name text={region.name} />
            </span>
          )}
          <span className="card-source">
            {t.sourceKinds[source.kind]}
            {source.publisher && (
              <>
                {' · '}
                <Name text={{ value: source.publisher }} />
              </>
            )}
          </span>
        </p>
      </div>
      <div className="card-side">
        <RecognitionBadge recognition={recognition} />
        <AddButton addition={{ codes: [code] }} />
      </div>
    </li>
  );
}
