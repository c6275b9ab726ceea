import { SingleBar } from 'cli-progress';
import { type Logger } from 'pino';
import { type Config } from './config/config.js';

/** Tells whoever started a command how it goes. */
export interface StartupReport {
  /** One line for the user. */
  say: (line: string) => void;
  /** How far a step is; call it with `done` equal to `total` at the end. */
  progress: (step: string, done: number, total: number) => void;
  /**
   * Shows the person at the terminal what must be in no log; null when there is no terminal. It goes to the standard
   * error, where no log ever goes.
   */
  readonly showSecret: ((line: string) => void) | null;
}

/** Without a terminal, progress is told in steps of this many hundredths. */
const PLAIN_STEP = 25;

/** A moving bar, for a person at a terminal. */
function terminalReport(): Omit<StartupReport, 'showSecret'> {
  let bar: SingleBar | undefined;
  return {
    say: (line) => console.log(line),
    progress: (step, done, total) => {
      if (!bar) {
        bar = new SingleBar({ format: `${step} [{bar}] {value}/{total}`, hideCursor: true });
        bar.start(total, done);
      }
      bar.update(done);
      if (done >= total) {
        bar.stop();
        bar = undefined;
      }
    },
  };
}

/** Single lines, for a log or a pipe. */
function plainReport(say: (line: string) => void): Omit<StartupReport, 'showSecret'> {
  let told = 0;
  return {
    say,
    progress: (step, done, total) => {
      const reached = Math.floor((done / total) * (100 / PLAIN_STEP)) * PLAIN_STEP;
      if (reached > told) say(`${step} ${done}/${total}`);
      told = done >= total ? 0 : reached;
    },
  };
}

/** The report that fits: a bar on a terminal, JSON lines when these are asked for, plain lines elsewhere. */
export function createReport(config: Pick<Config, 'logFormat'>, logger: Logger): StartupReport {
  const showSecret = process.stderr.isTTY ? (line: string) => console.error(line) : null;
  if (config.logFormat === 'json') return { ...plainReport((line) => logger.info(line)), showSecret };
  const report = process.stdout.isTTY ? terminalReport() : plainReport((line) => console.log(line));
  return { ...report, showSecret };
}
