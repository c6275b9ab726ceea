import { type DataSource } from 'typeorm';
import { OPERATOR } from './access/actor.js';
import { type CommandArguments, type Synopsis } from './command-line.js';
import { loadConfig } from './config/config.js';
import { checkNote } from './exports/snapshot/snapshot.note.js';
import { SnapshotService } from './exports/snapshot/snapshot.service.js';
import { openStore } from './exports/snapshot/store/open-store.js';

/** Where a command writes its result. */
interface Output {
  readonly result: (line: string) => void;
}

/** A command for snapshots. */
interface SnapshotCommand extends Synopsis {
  readonly work: (given: CommandArguments, dataSource: DataSource, output: Output) => Promise<void>;
}

async function serviceOf(dataSource: DataSource): Promise<SnapshotService> {
  return new SnapshotService(dataSource, await openStore(loadConfig()));
}

/** The commands for snapshots. */
export const SNAPSHOT_COMMANDS: Readonly<Record<string, SnapshotCommand>> = {
  'snapshot create': {
    does: 'freeze the whole data as they are now, under a new version; NOTE says what for',
    words: ['NOTE'],
    work: async ({ words: [note = ''] }, dataSource, { result }) => {
      const service = await serviceOf(dataSource);
      const { version, files } = await service.create(OPERATOR, { note: checkNote(note) });
      result(`Made: ${version}, ${files.length} files.`);
    },
  },
  'snapshot list': {
    does: 'list the snapshots, the newest first',
    work: async (_given, dataSource, { result }) => {
      for (const { version, files, note } of await (await serviceOf(dataSource)).list()) {
        result(`${version}  ${files.reduce((sum, { bytes }) => sum + bytes, 0)} bytes  ${note}`);
      }
    },
  },
  'snapshot verify': {
    does: 'compare every file of every snapshot with its checksum, and name those that are damaged',
    work: async (_given, dataSource, { result }) => {
      const service = await serviceOf(dataSource);
      if (!(await service.verify(result))) process.exitCode = 1;
    },
  },
};
