import { type DataSource } from 'typeorm';
import { seedDigest } from '../seed/files.js';
import { type CommandArguments, type Synopsis } from './command-line.js';
import { runLoadPackage } from './exports/package/load/load-package.command.js';

/** Where a command writes its result, and tells how it goes. */
interface Output {
  readonly result: (line: string) => void;
  readonly progress: (step: string, done: number, total: number) => void;
}

/** A command for data packages. */
interface PackageCommand extends Synopsis {
  readonly work: (given: CommandArguments, dataSource: DataSource, output: Output) => Promise<void>;
}

/** The commands for data packages. */
export const PACKAGE_COMMANDS: Readonly<Record<string, PackageCommand>> = {
  'load-package': {
    does: 'load a data package into an empty catalogue, such as another service gives under /v1/datapackage.zip',
    words: ['FILE.zip'],
    work: ({ words: [path = ''] }, dataSource, { result, progress }) =>
      runLoadPackage(dataSource, { path, seedDigest: seedDigest(), progress, print: result }),
  },
};
