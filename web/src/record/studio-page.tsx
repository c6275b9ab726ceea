import { type ReactNode } from 'react';
import { Link } from 'react-router';
import { useAnswer } from '../api/client.js';
import { StudioPageDocument } from '../api/generated/operations.js';
import { pathOf } from '../browse/browse-state.js';
import { useLanguage } from '../texts/language.js';
import { Name } from '../ui/name.js';
import { AchievementList } from './achievement-list.js';
import { Fact, Facts, RecordLink, RecordLinks } from './facts.js';
import { RecordHead } from './record-head.js';
import { RecordShell, useCode } from './record-shell.js';
import { RecordSide } from './record-side.js';
import { SourceLink } from './source-box.js';

/** The page of an innovation studio. */
export function Component(): ReactNode {
  const { t, preferred } = useLanguage();
  const asked = useAnswer(StudioPageDocument, { code: useCode(), lang: preferred });
  return (
    <RecordShell
      kind="studios"
      asked={asked}
      pick={({ studio }) => studio}
      titleOf={({ name }) => name.value}
    >
      {(studio) => {
        const leaders = new Set(studio.leaders.map(({ code }) => code));
        const members = studio.craftsmen.edges
          .map(({ node }) => node)
          .filter(({ code }) => !leaders.has(code));
        return (
          <>
            <RecordHead kind="studios" code={studio.code} title={<Name text={studio.name} />} />
            <div className="record-columns">
              <div className="record-main">
                <Facts>
                  <Fact name={t.record.leaders}>
                    {leaders.size > 0 && <RecordLinks kind="craftsmen" records={studio.leaders} />}
                  </Fact>
                  <Fact name={t.record.members}>
                    {members.length > 0 && <RecordLinks kind="craftsmen" records={members} />}
                  </Fact>
                  <Fact name={t.record.organisation}>
                    {studio.organisation && <RecordLink kind="organisations" record={studio.organisation} />}
                  </Fact>
                  <Fact name={t.record.industry}>
                    {studio.industry && <RecordLink kind="industries" record={studio.industry} />}
                  </Fact>
                  <Fact name={t.record.region}>
                    {studio.region && (
                      <Link to={pathOf('REGION', studio.region.code)}>
                        <Name text={studio.region.name} />
                      </Link>
                    )}
                  </Fact>
                  <Fact name={t.record.source}>
                    {studio.sourceUrl && <SourceLink url={studio.sourceUrl} />}
                  </Fact>
                </Facts>
                <AchievementList
                  of={{ studio: { anyOf: [studio.code] } }}
                  all={pathOf('STUDIO', studio.code)}
                />
              </div>
              <RecordSide record={studio} />
            </div>
          </>
        );
      }}
    </RecordShell>
  );
}
