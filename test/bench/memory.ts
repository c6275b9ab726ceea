import { memoryOf } from './proc.js';

/** How often the memory is looked at. */
const LOOK_MS = 50;

/** The most memory that a process holds while `work` runs, in MB. */
export async function peakOf<T>(pid: number, work: Promise<T>): Promise<{ result: T; peak: number }> {
  let peak = 0;
  const look = setInterval(() => (peak = Math.max(peak, memoryOf(pid))), LOOK_MS);
  try {
    return { result: await work, peak };
  } finally {
    clearInterval(look);
  }
}
