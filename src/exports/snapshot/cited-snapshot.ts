import { dayOf } from '../citation/citation.styles.js';
import { type CitedWork } from '../citation/cited-work.js';
import { CATALOGUE } from '../package/catalogue.facts.js';
import { type SnapshotEntity } from './snapshot.entity.js';

/** The address of a snapshot below the service's own. */
export function pathOf(version: string): string {
  return `/v1/snapshots/${version}`;
}

/** What there is to cite of a snapshot. */
export function citedSnapshot({ version, createdAt }: SnapshotEntity, address: string): CitedWork {
  return {
    key: `${CATALOGUE.name}-${version}`,
    kind: 'DATASET',
    creators: [CATALOGUE.publisher],
    more: false,
    title: CATALOGUE.title,
    titleEn: CATALOGUE.titleEn,
    year: createdAt.getUTCFullYear(),
    version,
    updated: dayOf(createdAt),
    url: `${address}${pathOf(version)}`,
  };
}
