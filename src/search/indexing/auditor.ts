import { type Differences, codesOf, differencesOf, readFingerprints, without } from './differences.js';
import { allDone, sendRecords, type IndexTarget } from './index-target.js';
import { readIndexState, saveLastTask } from './index-state.js';
import { whileOnlyWriter } from './locks.js';

/** What an audit found. */
export interface Audit {
  /** False when there is no live index to compare. */
  readonly indexed: boolean;
  /** Records in the database. */
  readonly records: number;
  readonly found: Differences;
  /** What is left after the repair; the same as `found` without one. */
  readonly left: Differences;
  /** Records that differ because their change is still on its way. */
  readonly pending: number;
}

const NONE: Differences = { missing: [], extra: [], different: [] };

/** Gives those of some records whose change is still on its way to the index. */
export type PendingAmong = (codes: readonly string[]) => Promise<ReadonlySet<string>>;

/**
 * Compares every code and fingerprint of the database with the live index. Nothing else writes to the index
 * meanwhile, so a difference is either one for good, or its change still waits in the outbox.
 */
export class Auditor {
  constructor(
    private readonly target: IndexTarget,
    private readonly pendingAmong: PendingAmong,
  ) {}

  /** @param repair whether to mend exactly what differs */
  run(repair: boolean): Promise<Audit> {
    const { dataSource, client, uid } = this.target;
    return whileOnlyWriter(dataSource, async () => {
      const state = await readIndexState(dataSource);
      if (state.built === null) return { indexed: false, records: 0, found: NONE, left: NONE, pending: 0 };
      // What was sent before is not to be taken for missing.
      await client.done(state.lastTask);
      const { records, found, pending } = await this.compare();
      if (!repair) return { indexed: true, records, found, left: found, pending };
      const tasks = await sendRecords(this.target, uid, codesOf(found));
      if (tasks.length > 0) await saveLastTask(dataSource, Math.max(...tasks));
      await allDone(client, tasks);
      const { found: left } = tasks.length > 0 ? await this.compare() : { found };
      return { indexed: true, records, found, left, pending };
    });
  }

  private async compare(): Promise<{ records: number; found: Differences; pending: number }> {
    const { dataSource, client, uid } = this.target;
    const database = await readFingerprints(dataSource);
    const all = differencesOf(database, await client.fingerprints(uid));
    const pending = await this.pendingAmong(codesOf(all));
    return { records: database.size, found: without(all, pending), pending: pending.size };
  }
}
