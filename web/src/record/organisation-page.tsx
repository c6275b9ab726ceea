import { type ReactNode } from 'react';
import { Link } from 'react-router';
import { useAnswer } from '../api/client.js';
import { OrganisationPageDocument } from '../api/generated/operations.js';
import { pathOf } from '../browse/browse-state.js';
import { useLanguage } from '../texts/language.js';
import { Name } from '../ui/name.js';
import { AchievementList } from './achievement-list.js';
import { Fact, Facts, RecordLinks, Section } from './facts.js';
import { RecordHead } from './record-head.js';
import { RecordShell, useCode } from './record-shell.js';
import { RecordSide } from './record-side.js';

/** The page of a unit. */
export function Component(): ReactNode {
  const { t, preferred } = useLanguage();
  const asked = useAnswer(OrganisationPageDocument, { code: useCode(), lang: preferred });
  return (
    <RecordShell
      kind="organisations"
      asked={asked}
      pick={({ organisation }) => organisation}
      titleOf={({ name }) => name.value}
    >
      {({ studios, craftsmen, ...unit }) => (
        <>
          <RecordHead kind="organisations" code={unit.code} title={<Name text={unit.name} />} />
          <div className="record-columns">
            <div className="record-main">
              <Facts>
                <Fact name={t.record.region}>
                  {unit.region && (
                    <Link to={pathOf('REGION', unit.region.code)}>
                      <Name text={unit.region.name} />
                    </Link>
                  )}
                </Fact>
              </Facts>
              {studios.totalCount > 0 && (
                <Section title={t.record.studiosOf(studios.totalCount)}>
                  <p>
                    <RecordLinks kind="studios" records={studios.edges.map(({ node }) => node)} />
                  </p>
                </Section>
              )}
              {craftsmen.totalCount > 0 && (
                <Section title={t.record.craftsmenOf(craftsmen.totalCount)}>
                  <p>
                    <RecordLinks kind="craftsmen" records={craftsmen.edges.map(({ node }) => node)} />
                  </p>
                </Section>
              )}
              <AchievementList
                of={{ organisation: { anyOf: [unit.code] } }}
                all={pathOf('ORGANISATION', unit.code)}
              />
            </div>
            <RecordSide record={unit} />
          </div>
        </>
      )}
    </RecordShell>
  );
}
