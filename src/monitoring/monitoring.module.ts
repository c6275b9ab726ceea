import { Global, Module } from '@nestjs/common';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { HealthChecks } from './health-checks.js';

/**
 * Gives every module the registry of the process's metrics and that of its health checks. Both belong to one
 * application, so that several can run in a process.
 */
@Global()
@Module({
  providers: [
    HealthChecks,
    {
      provide: Registry,
      useFactory: () => {
        const registry = new Registry();
        collectDefaultMetrics({ register: registry });
        return registry;
      },
    },
  ],
  exports: [HealthChecks, Registry],
})
export class MonitoringModule {}
