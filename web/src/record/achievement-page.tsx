import { Fragment, type ReactNode } from 'react';
import { Link } from 'react-router';
import { useAnswer } from '../api/client.js';
import { AchievementPageDocument, type AchievementPageQuery } from '../api/generated/operations.js';
import { pathOf } from '../browse/browse-state.js';
import { ResultCard } from '../browse/result-card.js';
import { AddButton } from '../collections/add-button.js';
import { langTag, useLanguage } from '../texts/language.js';
import { Name } from '../ui/name.js';
import { RecognitionBadge } from '../ui/recognition-badge.js';
import { Fact, Facts, RecordLink, RecordLinks, Section } from './facts.js';
import { RecordHead } from './record-head.js';
import { RecordShell, useCode } from './record-shell.js';
import { RecordSide } from './record-side.js';
import { relatedTo } from './related.js';
import { SourceBox } from './source-box.js';

type Achievement = NonNullable<AchievementPageQuery['achievement']>;

function OtherTitle({ zh, en }: Achievement): ReactNode {
  const { lang } = useLanguage();
  // Without an English title, the Chinese one stands at the top already.
  if (en.lang !== 'EN') return null;
  const other = lang === 'zh' ? en : zh;
  return <span lang={langTag(other.lang)}>{other.value}</span>;
}

function People({ people, peoplePartial }: Achievement): ReactNode {
  const { t } = useLanguage();
  if (people.edges.length === 0) return null;
  return (
    <Section title={t.record.people}>
      <ul className="people">
        {people.edges.map(({ role, node }) => (
          <li key={node.code}>
            <RecordLink kind="craftsmen" record={node} />
            {[role, node.trade].map((each) => each && <span key={each}>{each}</span>)}
          </li>
        ))}
      </ul>
      {people.totalCount > people.edges.length && <p>{t.results.morePeople(people.totalCount)}</p>}
      {peoplePartial && <p className="muted">{t.record.peoplePartial}</p>}
    </Section>
  );
}

function Awards({ grants }: Achievement): ReactNode {
  const { t } = useLanguage();
  if (grants.length === 0) return null;
  return (
    <Section title={t.record.awards}>
      <ul className="grants">
        {grants.map(({ award, recognition, level, year, listCode }) => (
          <li key={`${award.code} ${year} ${level}`}>
            <Link to={pathOf('AWARD', award.code)}>
              <Name text={award.name} />
            </Link>
            <p>
              {[level, year, listCode].filter(Boolean).join(' · ')}{' '}
              <RecognitionBadge recognition={recognition} />
            </p>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function RelatedList({ achievement }: { readonly achievement: Achievement }): ReactNode {
  const { t, lang } = useLanguage();
  const related = relatedTo(achievement);
  if (related.length === 0) return null;
  const { sameUnit, organisation } = achievement;
  return (
    <Section title={t.record.related}>
      <ol className="results">
        {related.map(({ achievement: other, why }) => (
          <ResultCard
            key={other.code}
            achievement={other}
            why={why.map((each) => t.record.why[each]).join(lang === 'zh' ? '、' : ', ')}
          />
        ))}
      </ol>
      {organisation && sameUnit && sameUnit.achievements.totalCount > related.length + 1 && (
        <p className="record-all">
          <Link to={pathOf('ORGANISATION', organisation.code)}>
            {t.record.seeAll(sameUnit.achievements.totalCount)}
          </Link>
        </p>
      )}
    </Section>
  );
}

function Achievement({ achievement }: { readonly achievement: Achievement }): ReactNode {
  const { t } = useLanguage();
  const { code, title, organisation, partnerOrganisations, studio, industry, region, year } = achievement;
  return (
    <>
      <RecordHead
        kind="achievements"
        code={code}
        title={<Name text={title} />}
        otherTitle={<OtherTitle {...achievement} />}
        badge={<RecognitionBadge recognition={achievement.recognition} />}
        tools={<AddButton addition={{ codes: [code] }} />}
      />
      <div className="record-columns">
        <div className="record-main">
          <Facts>
            <Fact name={t.record.organisation}>
              {organisation && <RecordLink kind="organisations" record={organisation} />}
            </Fact>
            <Fact name={t.record.partners}>
              {partnerOrganisations.length > 0 && (
                <RecordLinks kind="organisations" records={partnerOrganisations} />
              )}
            </Fact>
            <Fact name={t.record.studio}>{studio && <RecordLink kind="studios" record={studio} />}</Fact>
            <Fact name={t.record.industry}>
              <RecordLink kind="industries" record={industry} />
            </Fact>
            <Fact name={t.record.region}>
              {region && (
                <Link to={pathOf('REGION', region.code)}>
                  <Name text={region.name} />
                </Link>
              )}
            </Fact>
            <Fact name={t.record.year}>{year}</Fact>
            <Fact name={t.record.exhibitedAt}>
              {achievement.exhibitedAt && <span lang="en">{achievement.exhibitedAt}</span>}
            </Fact>
            <Fact name={t.record.listCode}>{achievement.listCode}</Fact>
            <Fact name={t.record.figures}>
              {achievement.figures.length > 0 &&
                achievement.figures.map((figure) => (
                  <Fragment key={figure}>
                    <span lang="en">{figure}</span>
                    <br />
                  </Fragment>
                ))}
            </Fact>
          </Facts>
          <People {...achievement} />
          <Awards {...achievement} />
          <SourceBox source={achievement.source} />
        </div>
        <RecordSide record={achievement} />
      </div>
      <RelatedList achievement={achievement} />
    </>
  );
}

/** The page of an achievement: everything that is known of it, linked to whom and what it names. */
export function Component(): ReactNode {
  const { preferred } = useLanguage();
  const asked = useAnswer(AchievementPageDocument, { code: useCode(), lang: preferred });
  return (
    <RecordShell
      kind="achievements"
      asked={asked}
      pick={({ achievement }) => achievement}
      titleOf={({ title }) => title.value}
    >
      {(achievement) => <Achievement achievement={achievement} />}
    </RecordShell>
  );
}
