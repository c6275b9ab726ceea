import { useState, type ReactNode } from 'react';
import { useHasKey } from '../api/key.js';
import { formatMoment } from '../texts/format.js';
import { useLanguage } from '../texts/language.js';
import { CopyButton } from '../ui/copy-button.js';
import { QrCode } from '../ui/qr-code.js';
import { Fact, Facts } from './facts.js';
import { permanentAddress } from './record-path.js';
import { RecordHistory } from './record-history.js';

/** The styles in which a record can be cited, as their users call them. */
const STYLES = { gbt: 'GB/T 7714', apa: 'APA', bibtex: 'BibTeX' } as const;

type Style = keyof typeof STYLES;

interface SidedRecord extends Partial<Readonly<Record<Style, string>>> {
  readonly code: string;
  readonly formerCodes?: readonly string[];
  readonly version?: number;
  readonly updatedAt?: string;
}

function Citation({ record }: { readonly record: SidedRecord }): ReactNode {
  const { t } = useLanguage();
  const [style, setStyle] = useState<Style>('gbt');
  const text = record[style] ?? '';
  return (
    <section aria-labelledby="cite-title">
      <h2 id="cite-title">{t.record.cite}</h2>
      <div className="styles" role="group" aria-labelledby="cite-title">
        {(Object.keys(STYLES) as Style[]).map((each) => (
          <button key={each} type="button" aria-pressed={each === style} onClick={() => setStyle(each)}>
            {STYLES[each]}
          </button>
        ))}
      </div>
      <p className="citation" lang={style === 'gbt' ? 'zh-CN' : 'en'}>
        {text}
      </p>
      <CopyButton text={text} />
    </section>
  );
}

/** What stands beside every record: its permanent address, how to cite it, its version, and its history for curators. */
export function RecordSide({ record }: { readonly record: SidedRecord }): ReactNode {
  const { t, lang } = useLanguage();
  const hasKey = useHasKey();
  const { code, formerCodes = [], version, updatedAt } = record;
  const address = permanentAddress(code);
  return (
    <aside className="record-side">
      <section className="record-address">
        <QrCode text={address} label={t.record.qr(code)} />
        <h2>{t.record.permanent}</h2>
        <p>
          <a href={address}>{address}</a>
        </p>
        <CopyButton text={address} />
      </section>
      {record.gbt && <Citation record={record} />}
      <section>
        <h2>{t.record.data}</h2>
        <Facts>
          <Fact name={t.record.formerCodes}>{formerCodes.join(' · ')}</Fact>
          <Fact name={t.record.version}>{version}</Fact>
          <Fact name={t.record.updated}>{updatedAt && formatMoment(updatedAt, lang)}</Fact>
        </Facts>
        <p className="record-formats">
          <a href={`/id/${code}.json`}>JSON</a> <a href={`/id/${code}.jsonld`}>JSON-LD</a>
        </p>
      </section>
      {hasKey && version !== undefined && <RecordHistory code={code} />}
    </aside>
  );
}
