import { type DataSource } from 'typeorm';
import { OPERATOR } from './access/actor.js';
import { type CommandArguments, type Synopsis } from './command-line.js';
import { loadConfig } from './config/config.js';
import { SnapshotFolder } from './exports/snapshot/snapshot.folder.js';
import { checkNote } from './exports/snapshot/snapshot.note.js';
import { SnapshotService } from './exports/snapshot/snapshot.service.js';

/** Where a command writes its result. */
interface Output {
  readonly result: (line: string) => void;
}

/** A command for snapshots. */
interface SnapshotCommand extends Synopsis {
  readonly work: (given: CommandArguments, dataSource: DataSource, output: Output) => Promise<void>;
}

function serviceOf(dataSource: DataSource): SnapshotService {
  return new SnapshotService(dataSource, new SnapshotFolder(loadConfig().dataDirectory));
}

/** The commands for snapshots. */
export const SNAPSHOT_COMMANDS: Readonly<Record<string, SnapshotCommand>> = {
  'snapshot create': {
    does: 'freeze the whole data as they are now, under a new version; NOTE says what for',
    words: ['NOTE'],
    work: async ({ words: [note = ''] }, dataSource, { result }) => {
      const { version, files } = await serviceOf(dataSource).create(OPERATOR, checkNote(note));
      result(`Made: ${version}, ${files.length} files.`);
    },
  },
  'snapshot list': {
    does: 'list the snapshots, the newest first',
    work: async (_given, dataSource, { result }) => {
      for (const { version, files, note } of await serviceOf(dataSource).list()) {
        result(`${version}  ${files.reduce((sum, { bytes }) => sum + bytes, 0)} bytes  ${note}`);
      }
    },
  },
  'snapshot verify': {
    does: 'compare every file of every snapshot with its checksum, and name those that are damaged',
    work: async (_given, dataSource, { result }) => {
      if (!(await serviceOf(dataSource).verify(result))) process.exitCode = 1;
    },
  },
};
