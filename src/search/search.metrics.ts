import { Injectable } from '@nestjs/common';
import { Counter, Histogram, Registry } from 'prom-client';
import { type Backend } from './search.enums.js';

/** Upper bounds in seconds: from what a small catalogue takes to where a person leaves. */
const BUCKETS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

/** Counts and times searches for operators. */
@Injectable()
export class SearchMetrics {
  private readonly requests: Counter<'backend' | 'degraded'>;
  private readonly kept: Counter<'backend'>;
  private readonly durations: Histogram<'backend'>;

  constructor(registry: Registry) {
    this.requests = new Counter({
      name: 'search_requests_total',
      help: 'Searches answered, by what answered them, and whether it did so in the place of the search index.',
      labelNames: ['backend', 'degraded'],
      registers: [registry],
    });
    this.kept = new Counter({
      name: 'search_kept_answers_total',
      help: 'Searches among these whose answer was kept in memory.',
      labelNames: ['backend'],
      registers: [registry],
    });
    this.durations = new Histogram({
      name: 'search_duration_seconds',
      help: 'Time that searches took, by what answered them.',
      labelNames: ['backend'],
      buckets: BUCKETS,
      registers: [registry],
    });
  }

  /** Notes a search that was answered. */
  record(backend: Backend, how: { degraded: boolean; kept: boolean }, ms: number): void {
    this.requests.inc({ backend, degraded: String(how.degraded) });
    if (how.kept) this.kept.inc({ backend });
    this.durations.observe({ backend }, ms / 1_000);
  }
}
