import { type ReactNode } from 'react';
import { changeKey } from '../api/client.js';
import { useHasKey } from '../api/key.js';
import { ServiceError } from '../api/service-error.js';
import { formatDate } from '../texts/format.js';
import { useLanguage, type PageLanguage } from '../texts/language.js';
import { type Texts } from '../texts/zh.js';

interface Explanation {
  readonly title: string;
  readonly lines: readonly string[];
  /** What the service itself says of it, in English. */
  readonly said?: string;
}

/** What happened, and what can be done about it. */
function explain(error: ServiceError, { errors }: Texts, lang: PageLanguage): Explanation {
  switch (error.problem) {
    case 'unreachable':
      return { title: errors.unreachable, lines: [errors.unreachableHint] };
    case 'unavailable':
      return { title: errors.unavailable, lines: [errors.unavailableHint] };
    case 'keyRefused':
      return { title: errors.keyRefused, lines: [errors.keyRefusedHint], said: error.message };
    case 'rateLimited':
      return {
        title: errors.rateLimited,
        lines: [errors.rateLimitedHint(Number(error.details.retryAfterSeconds ?? 60))],
      };
    case 'gone': {
      const [reason, at] = [error.text('reason'), error.text('retiredAt')];
      return {
        title: errors.gone,
        lines: [
          ...(reason === null ? [] : [errors.goneReason(reason)]),
          ...(at === null ? [] : [errors.goneAt(formatDate(at, lang))]),
          errors.goneHint,
        ],
      };
    }
    case 'refused':
      return { title: errors.refused, lines: [errors.refusedHint], said: error.message };
    case 'failed':
      return { title: errors.failed, lines: [errors.failedHint] };
  }
}

interface ErrorNoticeProps {
  readonly error: unknown;
  /** Asks once more; no button when left out. */
  readonly retry?: () => void;
}

/** Tells what happened and what to do. */
export function ErrorNotice({ error, retry }: ErrorNoticeProps): ReactNode {
  const { t, lang } = useLanguage();
  const hasKey = useHasKey();
  const known = error instanceof ServiceError ? error : new ServiceError('failed', String(error));
  const { title, lines, said } = explain(known, t, lang);
  const requestId = known.problem === 'failed' ? known.text('requestId') : null;
  return (
    <div className="notice notice-error" role="alert">
      <p className="notice-title">{title}</p>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {said && (
        <p className="muted" lang="en">
          {said}
        </p>
      )}
      {requestId && <p className="muted">{t.errors.requestId(requestId)}</p>}
      {known.problem === 'keyRefused' && hasKey ? (
        <button type="button" onClick={() => changeKey(null)}>
          {t.key.withoutKey}
        </button>
      ) : (
        retry &&
        known.problem !== 'gone' && (
          <button type="button" onClick={retry}>
            {t.errors.retry}
          </button>
        )
      )}
    </div>
  );
}
