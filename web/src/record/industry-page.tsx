import { type ReactNode } from 'react';
import { useAnswer } from '../api/client.js';
import { IndustryPageDocument } from '../api/generated/operations.js';
import { pathOf } from '../browse/browse-state.js';
import { useLanguage } from '../texts/language.js';
import { Name } from '../ui/name.js';
import { AchievementList } from './achievement-list.js';
import { RecordHead } from './record-head.js';
import { RecordShell, useCode } from './record-shell.js';
import { RecordSide } from './record-side.js';

/** The page of an industry. */
export function Component(): ReactNode {
  const { t, preferred } = useLanguage();
  const code = useCode();
  const asked = useAnswer(IndustryPageDocument, { lang: preferred });
  return (
    <RecordShell
      kind="industries"
      asked={asked}
      pick={({ industries }) => industries.find((each) => each.code === code)}
      titleOf={({ name }) => name.value}
    >
      {(industry) => (
        <>
          <RecordHead kind="industries" code={code} title={<Name text={industry.name} />} />
          <div className="record-columns">
            <div className="record-main">
              <p className="record-words">
                <Name text={industry.description} />
              </p>
              {industry.shownAtConference && <p className="muted">{t.record.shownAtConference}</p>}
              <AchievementList of={{ industry: { anyOf: [code] } }} all={pathOf('INDUSTRY', code)} />
            </div>
            <RecordSide record={industry} />
          </div>
        </>
      )}
    </RecordShell>
  );
}
