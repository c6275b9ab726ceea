import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Gauge, Registry } from 'prom-client';
import { HealthChecks, type PartHealth } from '../monitoring/health-checks.js';
import { OutboxStore, type TopicStatus } from './outbox.store.js';

/** Tells operators how much waits in the outbox. */
@Injectable()
export class OutboxMonitoring implements OnModuleInit {
  private reading: Promise<TopicStatus[]> | null = null;

  constructor(
    private readonly store: OutboxStore,
    private readonly checks: HealthChecks,
    private readonly registry: Registry,
  ) {}

  onModuleInit(): void {
    this.checks.add('outbox', async () => healthOf(await this.status()));
    this.gauge(
      'outbox_pending',
      'Things that have changed and are still to be sent.',
      ({ pending }) => pending,
    );
    this.gauge(
      'outbox_parked',
      'Things that failed by themselves and are not tried again.',
      ({ parked }) => parked,
    );
    this.gauge(
      'outbox_oldest_pending_seconds',
      'Age of the oldest change that is still to be sent.',
      ({ oldestPendingSeconds }) => oldestPendingSeconds,
    );
  }

  private gauge(name: string, help: string, valueOf: (status: TopicStatus) => number): void {
    const status = (): Promise<TopicStatus[]> => this.status();
    new Gauge({
      name,
      help,
      labelNames: ['topic'],
      registers: [this.registry],
      async collect() {
        // Without the database there is no number, rather than an old one; what the process knows is told all the same.
        const topics = await status().catch(() => []);
        this.reset();
        for (const each of topics) this.set({ topic: each.topic }, valueOf(each));
      },
    });
  }

  /** One statement for all that ask at the same time. */
  private status(): Promise<TopicStatus[]> {
    this.reading ??= this.store.status().finally(() => {
      this.reading = null;
    });
    return this.reading;
  }
}

/**
 * What is parked needs an operator. A backlog alone does not: where nothing is to be told, as without a search
 * engine, it stays for good, and its age is for whoever waits for it to judge.
 */
function healthOf(topics: readonly TopicStatus[]): PartHealth {
  const told = topics.map(({ topic, pending, parked, oldestPendingSeconds }) => [
    topic,
    { pending, parked, oldestPendingSeconds: Math.round(oldestPendingSeconds) },
  ]);
  const isWell = topics.every(({ parked }) => parked === 0);
  return { status: isWell ? 'ok' : 'degraded', details: Object.fromEntries(told) as Record<string, object> };
}
