import { codesOf, type Differences } from './differences.js';
import {
  allDone,
  compare,
  findLiveIndex,
  sendRecords,
  type Comparison,
  type IndexTarget,
} from './index-target.js';
import { saveLastTask } from './index-state.js';
import { whileOnlyWriter } from './locks.js';

/** What an audit found. */
export interface Audit extends Omit<Comparison, 'pending'> {
  /** False when there is no live index to compare. */
  readonly indexed: boolean;
  /** What is left after the repair; the same as `found` without one. */
  readonly left: Differences;
  /** Records that differ because their change is still on its way. */
  readonly pending: number;
}

const NONE: Differences = { missing: [], extra: [], different: [] };

/**
 * Compares the database with the live index, and mends it. Nothing else writes to the index meanwhile.
 */
export class Auditor {
  constructor(private readonly target: IndexTarget) {}

  /** @param repair whether to mend exactly what differs */
  run(repair: boolean): Promise<Audit> {
    const { dataSource, client, uid } = this.target;
    return whileOnlyWriter(dataSource, async () => {
      const live = await findLiveIndex(this.target);
      if (live === null) return { indexed: false, records: 0, found: NONE, left: NONE, pending: 0 };
      // What was sent before is not to be taken for missing.
      await client.done(live.lastTask);
      const { records, found, pending: waiting } = await compare(this.target, uid);
      const pending = waiting.size;
      if (!repair) return { indexed: true, records, found, left: found, pending };
      const tasks = await sendRecords(this.target, uid, codesOf(found));
      if (tasks.length > 0) await saveLastTask(dataSource, Math.max(...tasks));
      await allDone(client, tasks);
      const { found: left } = tasks.length > 0 ? await compare(this.target, uid) : { found };
      return { indexed: true, records, found, left, pending };
    });
  }
}
