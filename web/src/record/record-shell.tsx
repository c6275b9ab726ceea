import { useEffect, type ReactNode } from 'react';
import { useLocation, useNavigate, useParams } from 'react-router';
import { useTitle } from '../layout/use-title.js';
import { useLanguage } from '../texts/language.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { NoRecord } from './no-record.js';
import { recordPath, type RecordKind } from './record-path.js';

interface Asked<Result> {
  readonly data: Result | undefined;
  readonly error: Error | null;
  readonly refetch: () => unknown;
}

interface RecordShellProps<Result, Item extends { readonly code: string }> {
  readonly kind: RecordKind;
  readonly asked: Asked<Result>;
  readonly pick: (data: Result) => Item | null | undefined;
  readonly titleOf: (item: Item) => string;
  readonly children: (item: Item) => ReactNode;
}

/** The code in the address of a record's page. */
export function useCode(): string {
  return useParams().code ?? '';
}

/** A record's page: what it shows while it is asked for, when there is none, and where a merged one leads. */
export function RecordShell<Result, Item extends { readonly code: string }>({
  kind,
  asked,
  pick,
  titleOf,
  children,
}: RecordShellProps<Result, Item>): ReactNode {
  const { t } = useLanguage();
  const code = useCode();
  const navigate = useNavigate();
  const { state } = useLocation() as { state: { mergedFrom?: string } | null };
  const { data, error, refetch } = asked;
  const item = data && pick(data);
  const survivor = item && item.code !== code ? item.code : null;
  useTitle(item ? titleOf(item) : code);
  useEffect(() => {
    if (survivor === null) return;
    void navigate(recordPath(kind, survivor), { replace: true, state: { mergedFrom: code } });
  }, [survivor, kind, code, navigate]);
  if (error && !data) {
    return (
      <div className="lone">
        <h1>{code}</h1>
        <ErrorNotice error={error} retry={() => void refetch()} />
      </div>
    );
  }
  if (!data) {
    return (
      <p className="lone muted" role="status">
        {t.site.loading}
      </p>
    );
  }
  if (!item) return <NoRecord code={code} />;
  return (
    <article className="record">
      {state?.mergedFrom && <p className="notice">{t.record.mergedFrom(state.mergedFrom)}</p>}
      {children(item)}
    </article>
  );
}
