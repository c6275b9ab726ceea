import { type DynamicModule, Module } from '@nestjs/common';
import { type Logger } from 'pino';

/** Token of the process's one logger. */
export const LOGGER = Symbol('LOGGER');

/** Gives every module the process's logger. */
@Module({})
export class LoggerModule {
  static forRoot(logger: Logger): DynamicModule {
    return {
      module: LoggerModule,
      global: true,
      providers: [{ provide: LOGGER, useValue: logger }],
      exports: [LOGGER],
    };
  }
}
