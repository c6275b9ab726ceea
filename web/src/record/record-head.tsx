import { type ReactNode } from 'react';
import { useLanguage } from '../texts/language.js';
import { type RecordKind } from './record-path.js';

interface RecordHeadProps {
  readonly kind: RecordKind;
  readonly code: string;
  readonly title: ReactNode;
  /** The name in the other language, where there is one. */
  readonly otherTitle?: ReactNode;
  readonly badge?: ReactNode;
  /** What can be done with it, beside the badge. */
  readonly tools?: ReactNode;
}

/** What a record is called. */
export function RecordHead({ kind, code, title, otherTitle, badge, tools }: RecordHeadProps): ReactNode {
  const { t } = useLanguage();
  return (
    <header className="record-head">
      <p className="record-kind">
        {t.kinds[kind]} <span className="record-code">{code}</span>
      </p>
      <h1>{title}</h1>
      {otherTitle && <p className="record-other-title">{otherTitle}</p>}
      {badge && (
        <div className="record-tools">
          {badge}
          {tools}
        </div>
      )}
    </header>
  );
}
