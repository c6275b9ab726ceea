import { type Config } from '../../../config/config.js';
import { SnapshotFolder } from './snapshot.folder.js';
import { type SnapshotStore } from './snapshot.store.js';

/** Where the settings have snapshots kept. */
export type StoreSettings = Pick<Config, 'dataDirectory' | 'snapshotBucket'>;

/** The store of the settings. Only who has a bucket loads its client, which is large. */
export async function openStore({ dataDirectory, snapshotBucket }: StoreSettings): Promise<SnapshotStore> {
  if (snapshotBucket === null) return new SnapshotFolder(dataDirectory);
  const { SnapshotBucket } = await import('./snapshot.bucket.js');
  return new SnapshotBucket(snapshotBucket);
}
