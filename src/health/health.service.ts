import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { hasPendingMigrations } from '../database/migrate.js';

/** A check that takes longer counts as failed, so that a probe gets an answer. */
const CHECK_TIMEOUT_MS = 2_000;

/** What one part of the service is like. */
type Check = 'ok' | 'unreachable' | 'pending' | 'unknown';

/** Whether the service can do its work. */
export interface Readiness {
  readonly status: 'ok' | 'unavailable';
  readonly checks: { readonly database: Check; readonly migrations: Check };
}

/** Finds out whether the service can do its work. */
@Injectable()
export class HealthService {
  constructor(private readonly dataSource: DataSource) {}

  /** Asks the database; never throws. */
  async readiness(): Promise<Readiness> {
    const pending = await this.pendingMigrations();
    const checks = {
      database: pending === undefined ? 'unreachable' : 'ok',
      migrations: pending === undefined ? 'unknown' : pending ? 'pending' : 'ok',
    } as const;
    const ok = Object.values(checks).every((check) => check === 'ok');
    return { status: ok ? 'ok' : 'unavailable', checks };
  }

  /** Whether migrations are pending; undefined when the database does not answer in time. */
  private async pendingMigrations(): Promise<boolean | undefined> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), CHECK_TIMEOUT_MS);
    });
    try {
      return await Promise.race([hasPendingMigrations(this.dataSource), late]);
    } catch {
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  }
}
