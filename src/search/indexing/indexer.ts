import { type DataSource } from 'typeorm';
import { TargetUnavailable, type OutboxHandler } from '../../outbox/outbox.handler.js';
import { RECORD_TOPIC } from '../../record/record.writer.js';
import { IndexUnavailable } from '../engines/meilisearch/index-client.js';
import { replacingSynonyms, toIndexSynonyms } from '../engines/meilisearch/stand-ins.js';
import { readSynonyms, SYNONYM_TOPIC } from '../synonyms/synonym.service.js';
import { allDone, findLiveIndex, sendRecords, type IndexTarget, type LiveIndex } from './index-target.js';
import { forgetIndex, saveLastTask, saveSynonyms } from './index-state.js';
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
        const live = await findLiveIndex(this.target);
        // Where no index is, the one to be built will have them.
        if (live === null) return [];
        const sent = await sendRecords(this.target, uid, codes);
        await keepTasks(dataSource, sent, live);
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
        const live = await findLiveIndex(this.target);
        if (live === null) return;
        const synonyms = toIndexSynonyms(await readSynonyms(dataSource));
        const task = await client.updateSynonyms(uid, replacingSynonyms(live.synonyms, synonyms));
        await keepTasks(dataSource, [task], live);
        await client.done(task);
        await saveSynonyms(dataSource, synonyms);
      }),
    );
  }
}

/** An engine whose tasks begin anew has lost some: what it holds is not our index any more. */
async function keepTasks(
  dataSource: DataSource,
  tasks: readonly number[],
  { built, lastTask }: LiveIndex,
): Promise<void> {
  if (tasks.length === 0) return;
  if (Math.min(...tasks) > lastTask) await saveLastTask(dataSource, Math.max(...tasks));
  else await forgetIndex(dataSource, built.identity);
}

async function untilAvailable(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw error instanceof IndexUnavailable ? new TargetUnavailable(error) : error;
  }
}
