import { type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { type Logger } from 'pino';
import { type HealthChecks, type PartHealth } from '../monitoring/health-checks.js';
import { OutboxRelay } from '../outbox/outbox.relay.js';
import { type OutboxStore } from '../outbox/outbox.store.js';
import { type SearchIndex } from './indexing/search-index.js';

/**
 * Runs what keeps the search index in step, for as long as the service does: the keeper that looks after it, and
 * the relay that sends changes to it. The service does not wait for either.
 */
export class SearchIndexRunner implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly relay: OutboxRelay;

  constructor(
    private readonly index: SearchIndex | null,
    store: OutboxStore,
    private readonly checks: HealthChecks,
    logger: Logger,
  ) {
    this.relay = new OutboxRelay(store, logger);
  }

  onApplicationBootstrap(): void {
    const { index } = this;
    if (index === null) return;
    this.checks.add('searchIndex', () => healthOf(index));
    this.relay.start(index.handlers);
    void index.keeper.start();
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all([this.relay.stop(), this.index?.keeper.stop(), this.index?.engine.stop()]);
  }
}

function healthOf({ engine, keeper }: SearchIndex): PartHealth {
  const details = { condition: keeper.condition, lagSeconds: Math.round(keeper.lagSeconds()) };
  return { status: engine.usable() ? 'ok' : 'degraded', details };
}
