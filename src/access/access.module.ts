import { type DynamicModule, Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type QuotaConfig } from '../config/config.js';
import { ApiKeyResolver } from './api-key.resolver.js';
import { ApiKeyService } from './api-key.service.js';
import { Authenticator } from './authenticator.js';
import { Gate } from './gate.js';
import { Quota } from './quota.js';
import { QuotaMonitoring } from './quota.monitoring.js';
import { type QuotaPolicy, QuotaStore } from './quota.store.js';

/** The quotas are of requests a minute. */
const WINDOW_MS = 60_000;

function policy(name: string, limit: number): QuotaPolicy {
  return { name, limit, windowMs: WINDOW_MS };
}

/** Who may use the service, for what, and how much. */
@Module({})
export class AccessModule {
  static forRoot({ anonymous, key }: QuotaConfig): DynamicModule {
    const policies = { anonymous: policy('anonymous', anonymous), key: policy('key', key) };
    return {
      module: AccessModule,
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
          useFactory: (dataSource: DataSource) => new Quota(new QuotaStore(dataSource)),
        },
        {
          provide: Gate,
          inject: [Authenticator, Quota],
          useFactory: (authenticator: Authenticator, quota: Quota) =>
            new Gate(authenticator, quota, policies),
        },
        QuotaMonitoring,
        ApiKeyResolver,
      ],
      exports: [Gate],
    };
  }
}
