import { type ReactNode } from 'react';
import { RecordHistoryDocument, type RecordHistoryQuery } from '../api/generated/operations.js';
import { useAnswerPages } from '../api/pages.js';
import { formatMoment } from '../texts/format.js';
import { useLanguage } from '../texts/language.js';
import { ErrorNotice } from '../ui/error-notice.js';

/** Changes that are asked for at a time. */
const PAGE_SIZE = 20;

type Change = RecordHistoryQuery['history']['edges'][number]['node'];

/** A value of a field as a curator reads it. */
function shown(value: unknown): string {
  if (value === null || value === undefined) return '—';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function ChangeEntry({ change }: { readonly change: Change }): ReactNode {
  const { t, lang } = useLanguage();
  const { changeSet, fields, version } = change;
  return (
    <li>
      <p>
        <strong>{t.record.historyOf(version)}</strong> {t.changeKinds[changeSet.kind]} · {changeSet.author} ·{' '}
        <time dateTime={changeSet.at}>{formatMoment(changeSet.at, lang)}</time>
      </p>
      {changeSet.reason !== null && (
        <p>
          {t.record.reason}: {changeSet.reason}
        </p>
      )}
      <dl>
        {fields.map(({ field, before, after }) => (
          <div key={field}>
            <dt>{field}</dt>
            <dd>
              <del>{shown(before)}</del> → <ins>{shown(after)}</ins>
            </dd>
          </div>
        ))}
      </dl>
    </li>
  );
}

/** Everything that was changed of a record, for curators. */
export function RecordHistory({ code }: { readonly code: string }): ReactNode {
  const { t } = useLanguage();
  const found = useAnswerPages(RecordHistoryDocument, { code, first: PAGE_SIZE }, ({ history }) => history);
  const changes = found.data?.pages.flatMap(({ history }) => history.edges.map(({ node }) => node));
  return (
    <section className="history">
      <h2>{t.record.history}</h2>
      {found.error && <ErrorNotice error={found.error} retry={() => void found.refetch()} />}
      {changes?.length === 0 && <p className="muted">{t.record.historyEmpty}</p>}
      <ol>
        {changes?.map((change) => (
          <ChangeEntry key={change.version} change={change} />
        ))}
      </ol>
      {found.hasNextPage && (
        <button type="button" onClick={() => void found.fetchNextPage()}>
          {t.results.more}
        </button>
      )}
    </section>
  );
}
