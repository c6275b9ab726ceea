import { TargetUnavailable, type OutboxHandler } from '../../outbox/outbox.handler.js';
import { RECORD_TOPIC } from '../../record/record.writer.js';
import { IndexUnavailable } from '../engines/meilisearch/index-client.js';
import { isStandIn, toIndexSynonyms, type IndexSynonyms } from '../engines/meilisearch/stand-ins.js';
import { readSynonyms, SYNONYM_TOPIC } from '../synonyms/synonym.service.js';
import { allDone, sendRecords, type IndexTarget } from './index-target.js';
import { forgetIndex, readIndexState, saveLastTask, saveSynonyms } from './index-state.js';
import { whileOnlyWriter } from './locks.js';

/** Brings changed records into the live index. */
export class RecordIndexer implements OutboxHandler {
  readonly topic = RECORD_TOPIC;

  constructor(private readonly target: IndexTarget) {}

  /**
   * @throws TargetUnavailable when the engine cannot take them now, IndexRefused when it refuses them
   */
  handle(codes: readonly string[]): Promise<void> {
    return untilAvailable(async () => {
      const { dataSource, client, uid } = this.target;
      const tasks = await whileOnlyWriter(dataSource, async () => {
        const state = await readIndexState(dataSource);
        // Where no index is, the one to be built will have them.
        if (state.built === null) return [];
        const sent = await sendRecords(this.target, uid, codes);
        await keepTasks(this.target, sent, state.lastTask);
        return sent;
      });
      await allDone(client, tasks);
    });
  }
}

/** Brings changed synonyms into the live index. */
export class SynonymIndexer implements OutboxHandler {
  readonly topic = SYNONYM_TOPIC;

  constructor(private readonly target: IndexTarget) {}

  /** @throws TargetUnavailable when the engine cannot take them now, IndexRefused when it refuses them */
  handle(): Promise<void> {
    return untilAvailable(() =>
      whileOnlyWriter(this.target.dataSource, async () => {
        const { dataSource, client, uid } = this.target;
        const state = await readIndexState(dataSource);
        if (state.built === null) return;
        const synonyms = toIndexSynonyms(await readSynonyms(dataSource));
        const task = await client.updateSynonyms(uid, { ...standInsOf(state.synonyms), ...synonyms });
        await keepTasks(this.target, [task], state.lastTask);
        await client.done(task);
        await saveSynonyms(dataSource, synonyms);
      }),
    );
  }
}

/**
 * Stand-ins stay for one change more: other processes go on to use those that they know until they look again, and
 * a stand-in that is gone would find nothing.
 */
function standInsOf(synonyms: IndexSynonyms): IndexSynonyms {
  return Object.fromEntries(Object.entries(synonyms).filter(([word]) => isStandIn(word)));
}

/** An engine whose tasks begin anew has lost some: what it holds is not our index any more. */
async function keepTasks({ dataSource }: IndexTarget, tasks: readonly number[], last: number): Promise<void> {
  if (tasks.length === 0) return;
  if (Math.min(...tasks) > last) await saveLastTask(dataSource, Math.max(...tasks));
  else await forgetIndex(dataSource);
}

async function untilAvailable(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw error instanceof IndexUnavailable ? new TargetUnavailable(error) : error;
  }
}
