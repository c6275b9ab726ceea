import { useEffect, useRef, type ReactNode } from 'react';
import { useLanguage } from '../texts/language.js';
import { ErrorNotice } from './error-notice.js';

interface MoreButtonProps {
  readonly pages: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly isFetchNextPageError: boolean;
    readonly error: unknown;
    readonly fetchNextPage: () => unknown;
  };
  /** How many are shown, in words. */
  readonly shown: string;
}

/** How far below the window the end may be when more is asked for. */
const AHEAD = '600px';

/** The end of a list: more comes when it is nearly in sight, or by the button. */
export function MoreButton({ pages, shown }: MoreButtonProps): ReactNode {
  const { t } = useLanguage();
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, error, fetchNextPage } = pages;
  const end = useRef<HTMLDivElement>(null);
  const mayAsk = hasNextPage && !isFetchingNextPage && !isFetchNextPageError;
  useEffect(() => {
    if (!end.current || !mayAsk) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) fetchNextPage();
      },
      { rootMargin: AHEAD },
    );
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [mayAsk, fetchNextPage]);
  return (
    <div ref={end} className="more">
      {isFetchNextPageError && <ErrorNotice error={error} retry={fetchNextPage} />}
      {hasNextPage && !isFetchNextPageError && (
        <button type="button" disabled={isFetchingNextPage} onClick={() => fetchNextPage()}>
          {isFetchingNextPage ? t.results.loadingMore : t.results.more}
        </button>
      )}
      <p className="muted">
        {shown}
        {!hasNextPage && ` · ${t.results.end}`}
      </p>
    </div>
  );
}
