import { load, nothingMeasured, type Measured, type Pressure, type Target } from './load.js';

/** A target in a contest, with what was measured of it so far. */
export interface Contestant {
  readonly target: Target;
  readonly measured: Measured;
}

/** Makes a contestant of which nothing is measured yet. */
export function contestant(target: Target): Contestant {
  return { target, measured: nothingMeasured() };
}

/** Asks every target for a while, for nothing but that code is compiled and statements are planned. */
export async function warmUp(
  targets: readonly Target[],
  databasePid: number,
  pressure: Pressure,
): Promise<void> {
  for (const target of targets) await load(target, databasePid, pressure, nothingMeasured());
}

/**
 * Measures contests in rounds: in each, the targets of one contest one after the other, in turns of who is first, so
 * that what disturbs the machine for a while disturbs all of them alike.
 */
export async function compete(
  contests: readonly (readonly Contestant[])[],
  databasePid: number,
  pressure: Pressure,
  rounds: number,
): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    for (const contest of contests) {
      const first = round % contest.length;
      for (const { target, measured } of [...contest.slice(first), ...contest.slice(0, first)]) {
        await load(target, databasePid, pressure, measured);
      }
    }
  }
}
