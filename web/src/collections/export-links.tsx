import { useState, type ReactNode } from 'react';
import { curatorKey } from '../api/key.js';
import { saveFile } from '../ui/save-file.js';
import { type WholeCollection } from './collection.js';
import { FailureNotice } from './failure-notice.js';
import { Refusal } from './use-editing.js';
import { useIsCurator } from './use-is-curator.js';
import { useTexts } from './use-texts.js';

/** The formats in which the datasets are served, by the endings of their addresses. */
const FORMATS = ['xlsx', 'csv', 'csv-excel', 'tsv', 'jsonl', 'json', 'parquet'] as const;

type Format = (typeof FORMATS)[number];

function addressOf(slug: string, format: Format): string {
  const query = new URLSearchParams({ filter: JSON.stringify({ inCollection: slug }) });
  return `/v1/achievements.${format}?${query.toString()}`;
}

/** Saves a file that is only served to a key, which stands in no address. */
async function download(slug: string, format: Format): Promise<void> {
  const response = await fetch(addressOf(slug, format), {
    headers: { authorization: `Bearer ${curatorKey() ?? ''}` },
  });
  if (!response.ok) {
    const problem = (await response.json()) as { readonly detail?: string };
    throw new Refusal(problem.detail ?? `HTTP ${response.status}`);
  }
  saveFile(await response.blob(), `${slug}.${format === 'csv-excel' ? 'csv' : format}`);
}

/** The ways to take the achievements of an exhibit away as a file. */
export function ExportLinks({ collection }: { readonly collection: WholeCollection }): ReactNode {
  const texts = useTexts();
  const isCurator = useIsCurator();
  const [failure, setFailure] = useState<unknown>(null);
  const { slug, visibility } = collection;
  const isPublic = visibility === 'PUBLIC';
  return (
    <details className="exhibit-menu">
      <summary>{texts.exports}</summary>
      <div className="exhibit-menu-body">
        <p className="muted">{isPublic || isCurator ? texts.exportsHint : texts.exportsPrivate}</p>
        <ul>
          {FORMATS.map((format) => (
            <li key={format}>
              {isPublic && <a href={addressOf(slug, format)}>{format}</a>}
              {!isPublic && isCurator && (
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
