import { type LoggerService } from '@nestjs/common';
import {
  type DestinationStream,
  type Logger,
  type LoggerOptions,
  pino,
  stdSerializers,
  stdTimeFunctions,
} from 'pino';
import pretty from 'pino-pretty';
import { withoutKeys } from '../common/secret-text.js';
import { type Config } from './config.js';

/** Whether logs are for a person at a terminal, rather than for a program. */
function isPretty({ logFormat }: Pick<Config, 'logFormat'>): boolean {
  return logFormat === 'pretty' || (logFormat === 'auto' && process.stdout.isTTY);
}

/** What an error of the database tells of rows and of the values of a statement: records of people, and no fault. */
const DATA_OF_ERRORS: ReadonlySet<string> = new Set(['parameters', 'detail', 'where', 'driverError']);

/** An error as logs have it. */
function toLogged(error: Error): object {
  const told = Object.entries(stdSerializers.err(error)).filter(([field]) => !DATA_OF_ERRORS.has(field));
  return Object.fromEntries(told);
}

/**
 * Makes the one logger of a process: JSON lines on standard output, or readable ones on a terminal. Whatever a line
 * is made of, no key is ever in it.
 *
 * @param lines where JSON lines go instead
 */
export function createLogger(
  config: Pick<Config, 'logFormat' | 'logLevel'>,
  lines?: DestinationStream,
): Logger {
  const options: LoggerOptions = {
    level: config.logLevel,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    hooks: { streamWrite: withoutKeys },
    serializers: { err: toLogged },
  };
  if (lines) return pino(options, lines);
  if (!isPretty(config)) return pino(options);
  return pino(
    options,
    pretty({ colorize: process.stdout.isTTY, translateTime: 'SYS:HH:MM:ss', singleLine: true, sync: true }),
  );
}

/** Lets Nest write into the process's logger. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, context?: string): void {
    this.logger.debug({ context }, String(message));
  }

  error(message: unknown, stack?: string, context?: string): void {
    this.logger.error({ context, stack }, String(message));
  }

  warn(message: unknown, context?: string): void {
    this.logger.warn({ context }, String(message));
  }
}
