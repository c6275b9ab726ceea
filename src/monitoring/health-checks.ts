/** How a part of the service is that it can do without for a while. */
export interface PartHealth {
  /** Degraded: the service does its work, but not as well as it should. */
  readonly status: 'ok' | 'degraded';
  /** Facts for an operator: plain values, no secrets. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Finds out how a part of the service is. It may fail or be late, which counts as not known. */
export type HealthCheck = () => PartHealth | Promise<PartHealth>;

/** The parts of the service that readiness tells of, besides the database: each module adds its own. */
export class HealthChecks {
  private readonly checks = new Map<string, HealthCheck>();

  /** @param name under which readiness tells of the part, in camelCase */
  add(name: string, check: HealthCheck): void {
    this.checks.set(name, check);
  }

  /** Every check by its name, in the order in which they were added. */
  all(): ReadonlyMap<string, HealthCheck> {
    return this.checks;
  }
}
