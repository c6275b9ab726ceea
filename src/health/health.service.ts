import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { hasPendingMigrations } from '../database/migrate.js';
import { HealthChecks, type PartHealth } from '../monitoring/health-checks.js';

/** A check that takes longer counts as failed, so that a probe gets an answer. */
const CHECK_TIMEOUT_MS = 2_000;

/** Whether the service can do its work. */
export interface Readiness {
  /** Degraded: it does, but not as well as it should. */
  readonly status: 'ok' | 'degraded' | 'unavailable';
  /** What each part of the service is like; `ok` when it is well. */
  readonly checks: {
    readonly database: 'ok' | 'unreachable';
    readonly migrations: 'ok' | 'pending' | 'unknown';
  } & Readonly<Record<string, string>>;
  /** Facts on the parts that have any to tell. */
  readonly details: Readonly<Record<string, object>>;
}

/** Finds out whether the service can do its work. */
@Injectable()
export class HealthService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly parts: HealthChecks,
  ) {}

  /** Asks the database and every part that was added; never throws. */
  async readiness(): Promise<Readiness> {
    const parts = [...this.parts.all()].map(
      async ([name, check]) => [name, await inTime<PartHealth>(async () => check())] as const,
    );
    const pending = await inTime(() => hasPendingMigrations(this.dataSource));
    const told = await Promise.all(parts);
    const needed = {
      database: pending === undefined ? 'unreachable' : 'ok',
      migrations: pending === undefined ? 'unknown' : pending ? 'pending' : 'ok',
    } as const;
    const others = Object.fromEntries(told.map(([name, health]) => [name, health?.status ?? 'unknown']));
    const details = told.flatMap(([name, health]) => (health?.details ? [[name, health.details]] : []));
    const isWell = (checks: object): boolean => Object.values(checks).every((check) => check === 'ok');
    return {
      status: !isWell(needed) ? 'unavailable' : isWell(others) ? 'ok' : 'degraded',
      checks: { ...needed, ...others },
      details: Object.fromEntries(details) as Record<string, object>,
    };
  }
}

/** What `work` gives; undefined when it fails or takes too long. */
async function inTime<T>(work: () => Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), CHECK_TIMEOUT_MS);
  });
  try {
    return await Promise.race([work(), late]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}
