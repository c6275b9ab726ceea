import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HealthChecks } from '../monitoring/health-checks.js';
import { Quota } from './quota.js';

/** Tells operators when quotas do not hold across the instances of the service. */
@Injectable()
export class QuotaMonitoring implements OnModuleInit {
  constructor(
    private readonly quota: Quota,
    private readonly checks: HealthChecks,
  ) {}

  onModuleInit(): void {
    this.checks.add('quotas', () => ({ status: this.quota.isShared ? 'ok' : 'degraded' }));
  }
}
