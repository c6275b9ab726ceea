import { useEffect, useRef, type ReactNode } from 'react';
import { differences, type Side } from './conflict-lines.js';
import { type Editing } from './use-editing.js';
import { useTexts } from './use-texts.js';

function Lines({ side }: { readonly side: Side }): ReactNode {
  const texts = useTexts();
  if (side.length === 0) return <p className="muted">{texts.conflict.nothing}</p>;
  return (
    <ol className="conflict-lines" tabIndex={0}>
      {side.map(({ text, differs }, index) => (
        <li key={index}>{differs ? <mark>{text}</mark> : text}</li>
      ))}
    </ol>
  );
}

interface ConflictProps {
  readonly editing: Editing;
  /** How an item is called. */
  readonly titleOf: (code: string) => string;
}

/** Both versions of what two curators have changed at once, and the ways on. Nothing was written or lost. */
export function ConflictView({ editing, titleOf }: ConflictProps): ReactNode {
  const texts = useTexts();
  const heading = useRef<HTMLHeadingElement>(null);
  const versions = editing.conflict?.versions;
  useEffect(() => heading.current?.focus(), [versions]);
  if (!versions) return null;
  return (
    <section className="conflict" aria-labelledby="conflict-title">
      <h2 id="conflict-title" ref={heading} tabIndex={-1}>
        {texts.conflict.title}
      </h2>
      <p>{texts.conflict.intro(versions.ifVersion, versions.currentVersion)}</p>
      {differences(versions.fields, { texts, titleOf }).map(({ field, current, yours }) => (
        <div key={field} className="conflict-field">
          <h3>{texts.fields[field]}</h3>
          <div className="conflict-sides">
            <div>
              <h4>{texts.conflict.current}</h4>
              <Lines side={current} />
            </div>
            <div>
              <h4>{texts.conflict.yours}</h4>
              <Lines side={yours} />
            </div>
          </div>
        </div>
      ))}
      <div className="buttons">
        <button type="button" className="primary" onClick={() => editing.settle(true)}>
          {texts.conflict.again}
        </button>
        <button type="button" onClick={() => editing.settle(false)}>
          {texts.conflict.giveUp}
        </button>
      </div>
    </section>
  );
}
