import { type ReactNode } from 'react';
import { Link } from 'react-router';
import { useAnswer } from '../api/client.js';
import { CraftsmanPageDocument } from '../api/generated/operations.js';
import { pathOf } from '../browse/browse-state.js';
import { useLanguage } from '../texts/language.js';
import { Name } from '../ui/name.js';
import { AchievementList } from './achievement-list.js';
import { Fact, Facts, RecordLink } from './facts.js';
import { RecordHead } from './record-head.js';
import { RecordShell, useCode } from './record-shell.js';
import { RecordSide } from './record-side.js';
import { SourceLink } from './source-box.js';

/** The page of a craftsman. */
export function Component(): ReactNode {
  const { t, preferred } = useLanguage();
  const asked = useAnswer(CraftsmanPageDocument, { code: useCode(), lang: preferred });
  return (
    <RecordShell
      kind="craftsmen"
      asked={asked}
      pick={({ craftsman }) => craftsman}
      titleOf={({ name }) => name.value}
    >
      {(craftsman) => (
        <>
          <RecordHead kind="craftsmen" code={craftsman.code} title={<Name text={craftsman.name} />} />
          <div className="record-columns">
            <div className="record-main">
              <Facts>
                <Fact name={t.record.trade}>{craftsman.trade}</Fact>
                <Fact name={t.record.organisation}>
                  {craftsman.organisation && (
                    <>
                      <RecordLink kind="organisations" record={craftsman.organisation} />
                      {craftsman.organisationBasis && (
                        <span className="muted"> ({t.record.basis[craftsman.organisationBasis]})</span>
                      )}
                    </>
                  )}
                </Fact>
                <Fact name={t.record.studio}>
                  {craftsman.studio && <RecordLink kind="studios" record={craftsman.studio} />}
                </Fact>
                <Fact name={t.record.region}>
                  {craftsman.region && (
                    <Link to={pathOf('REGION', craftsman.region.code)}>
                      <Name text={craftsman.region.name} />
                    </Link>
                  )}
                </Fact>
                <Fact name={t.record.honours}>
                  {craftsman.honours.length > 0 && (
                    <ul lang="zh-CN">
                      {craftsman.honours.map((honour) => (
                        <li key={honour}>{honour}</li>
                      ))}
                    </ul>
                  )}
                </Fact>
                <Fact name={t.record.source}>
                  {craftsman.sourceUrl && <SourceLink url={craftsman.sourceUrl} />}
                </Fact>
              </Facts>
              <AchievementList of={{ craftsman: { anyOf: [craftsman.code] } }} />
            </div>
            <RecordSide record={craftsman} />
          </div>
        </>
      )}
    </RecordShell>
  );
}
