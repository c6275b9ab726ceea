import { type DynamicModule, Module } from '@nestjs/common';
import { Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import { type QuotaConfig } from '../config/config.js';
import { ApiKeyResolver } from './api-key.resolver.js';
import { ApiKeyService } from './api-key.service.js';
import { Authenticator } from './authenticator.js';
import { Gate, type QuotaPolicies } from './gate.js';
import { Quota } from './quota.js';
import { countRefusals, QuotaMonitoring } from './quota.monitoring.js';
import { QuotaStore } from './quota.store.js';

/** The quotas are of requests a minute. */
const WINDOW_MS = 60_000;

/**
 * Requests from one address with keys that this process does not know yet: each asks the database for one. More than an
 * office has keys, and few enough that made-up keys cost nothing.
 */
export const UNKNOWN_KEYS = 300;

function policiesOf({ anonymous, key }: QuotaConfig): QuotaPolicies {
  return {
    anonymous: {
      name: 'anonymous',
      limit: anonymous,
      windowMs: WINDOW_MS,
      allows: 'without a key, from one address',
      advice: ', or send a key, which has a quota of its own',
    },
    key: { name: 'key', limit: key, windowMs: WINDOW_MS, allows: 'with one key' },
    unknownKeys: {
      name: 'unknown-keys',
      limit: UNKNOWN_KEYS,
      windowMs: WINDOW_MS,
      allows: 'with unknown keys, from one address',
      advice: ', or send no key to read',
    },
  };
}

/** Who may use the service, for what, and how much. */
@Module({})
export class AccessModule {
  static forRoot(quotas: QuotaConfig): DynamicModule {
    return {
      module: AccessModule,
      global: true,
      providers: [
        {
          provide: ApiKeyService,
          inject: [DataSource],
          useFactory: (dataSource: DataSource) => new ApiKeyService(dataSource),
        },
        {
          provide: Authenticator,
          inject: [DataSource],
          useFactory: (dataSource: DataSource) => new Authenticator(dataSource),
        },
        {
          provide: Quota,
          inject: [DataSource],
          useFactory: (dataSource: DataSource) => new Quota(new QuotaStore(dataSource), quotas.patienceMs),
        },
        {
          provide: Gate,
          inject: [Authenticator, Quota, Registry],
          useFactory: (authenticator: Authenticator, quota: Quota, registry: Registry) =>
            new Gate(authenticator, quota, policiesOf(quotas), countRefusals(registry)),
        },
        QuotaMonitoring,
        ApiKeyResolver,
      ],
      exports: [Gate],
    };
  }
}
