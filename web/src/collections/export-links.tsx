import { useState, type ReactNode } from 'react';
import { keyHeader, reach } from '../api/client.js';
import { curatorKey } from '../api/key.js';
import { saveFile } from '../ui/save-file.js';
import { type WholeCollection } from './collection.js';
import { FailureNotice } from './failure-notice.js';
import { shareSecret } from './share-secret.js';
import { Refusal } from './use-editing.js';
import { useTexts } from './use-texts.js';

/** The formats in which the datasets are served, by the endings of their addresses. */
const FORMATS = ['xlsx', 'csv', 'csv-excel', 'tsv', 'jsonl', 'json', 'parquet'] as const;

type Format = (typeof FORMATS)[number];

function addressOf(slug: string, format: Format): string {
  const query = new URLSearchParams({ filter: JSON.stringify({ inCollection: slug }) });
  return `/v1/achievements.${format}?${query.toString()}`;
}

/** What opens an exhibit that is not public: a key or the secret of a link, which stand in no address. */
function passFor(slug: string): Record<string, string> {
  const share = shareSecret(slug);
  return { ...keyHeader(curatorKey()), ...(share === null ? {} : { 'collection-share': share }) };
}

/** Saves a file that is not served to everyone. */
async function download(slug: string, format: Format): Promise<void> {
  const response = await reach(addressOf(slug, format), { headers: passFor(slug) });
  if (!response.ok) {
    const problem = (await response.json()) as { readonly detail?: string };
    throw new Refusal(problem.detail ?? `HTTP ${response.status}`);
  }
  saveFile(await response.blob(), `${slug}.${format === 'csv-excel' ? 'csv' : format}`);
}

/** The ways to take the achievements of an exhibit away as a file. */
export function ExportLinks({ collection }: { readonly collection: WholeCollection }): ReactNode {
  const texts = useTexts();
  const [failure, setFailure] = useState<unknown>(null);
  const { slug, visibility } = collection;
  const isPublic = visibility === 'PUBLIC';
  return (
    <details className="exhibit-menu">
      <summary>{texts.exports}</summary>
      <div className="exhibit-menu-body">
        <p className="muted">{texts.exportsHint}</p>
        <ul>
          {FORMATS.map((format) => (
            <li key={format}>
              {isPublic ? (
                <a href={addressOf(slug, format)}>{format}</a>
              ) : (
                <button
                  type="button"
                  className="quiet"
                  onClick={() => {
                    setFailure(null);
                    download(slug, format).catch(setFailure);
                  }}
                >
                  {format}
                </button>
              )}
            </li>
          ))}
        </ul>
        <FailureNotice failure={failure} />
      </div>
    </details>
  );
}
