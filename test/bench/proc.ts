import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** Whether the system tells what a process uses, as Linux does. */
const TELLS = existsSync('/proc/self/stat');

/** Linux counts CPU time in hundredths of a second on every machine that Node runs on. */
const TICK_MS = 10;

interface Stat {
  readonly parent: number;
  readonly ownTicks: number;
  readonly endedChildrenTicks: number;
}

/** What /proc says about a process; null when it is gone. */
function stat(pid: number | string): Stat | null {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return null;
  }
  // The program's name, in brackets, may hold anything; the numbers follow its last bracket.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [parent, user, system, endedUser, endedSystem] = [1, 11, 12, 13, 14].map((at) => Number(fields[at]));
  return {
    parent: parent as number,
    ownTicks: (user as number) + (system as number),
    endedChildrenTicks: (endedUser as number) + (endedSystem as number),
  };
}

/** CPU time that a process has used so far, its threads included; NaN where the system does not tell. */
export function cpuOf(pid: number): number {
  return TELLS ? (stat(pid)?.ownTicks ?? NaN) * TICK_MS : NaN;
}

/** CPU time that a process and its children, ended ones included, have used so far; NaN where the system does not tell. */
export function cpuOfFamily(pid: number): number {
  const head = TELLS ? stat(pid) : null;
  if (!head) return NaN;
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(stat)
    .filter((child) => child?.parent === pid);
  const ticks = children.reduce((sum, child) => sum + (child?.ownTicks ?? 0), head.ownTicks);
  return (ticks + head.endedChildrenTicks) * TICK_MS;
}

/** The parent of a process; NaN where the system does not tell. */
export function parentOf(pid: number): number {
  return TELLS ? (stat(pid)?.parent ?? NaN) : NaN;
}

/** Memory that a process holds, in MB; NaN where the system does not tell. */
export function memoryOf(pid: number): number {
  if (!TELLS) return NaN;
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}
