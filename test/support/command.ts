import { execFile } from 'node:child_process';
import { PROJECT_ROOT } from '../../src/common/project.js';

/** How a command ended, and what it wrote. */
export interface CommandResult {
  readonly code: number;
  /** The lines of its standard output. */
  readonly lines: readonly string[];
  /** Its standard error. */
  readonly errors: string;
}

/**
 * Runs a command in a process of its own, as operators do.
 *
 * @param words what stands behind `npm run cli --`
 * @param settings environment variables; nothing else of the service's settings is set
 * @param options.reads false to close its standard output before it writes, as a program does that has read enough
 */
export function runCommand(
  words: readonly string[],
  settings: Record<string, string>,
  { reads = true }: { readonly reads?: boolean } = {},
): Promise<CommandResult> {
  const { PATH = '', HOME = '' } = process.env;
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ['--import', 'tsx', 'src/cli.ts', ...words],
      { cwd: PROJECT_ROOT, env: { PATH, HOME, ...settings } },
      (error, output, errors) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
        resolve({ code, lines: output.split('\n').filter(Boolean), errors });
      },
    );
    if (!reads) child.stdout?.destroy();
  });
}
