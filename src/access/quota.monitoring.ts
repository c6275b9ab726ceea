import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Counter, type Registry } from 'prom-client';
import { HealthChecks } from '../monitoring/health-checks.js';
import { Quota } from './quota.js';
import { type QuotaPolicy } from './quota.store.js';

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

/** Counts, for operators, the requests that a quota does not allow; gives what notes one. */
export function countRefusals(registry: Registry): (policy: QuotaPolicy) => void {
  const refusals = new Counter({
    name: 'requests_refused_total',
    help: 'Requests answered with 429, by the quota that was used up.',
    labelNames: ['quota'],
    registers: [registry],
  });
  return ({ name }) => refusals.inc({ quota: name });
}
