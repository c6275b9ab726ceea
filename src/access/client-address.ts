import { isIPv4, isIPv6 } from 'node:net';

/** An IPv4 address as a system that knows IPv6 tells it. */
const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;

/** Groups of 16 bits that one subscriber has in common: a /64, within which anybody has addresses without number. */
const NETWORK_GROUPS = 4;

const GROUPS = 8;

/** What the quota of a client without a key is counted for: an IPv4 address, or the /64 network of an IPv6 one. */
export function quotaAddress(address: string): string {
  const [, mapped] = MAPPED.exec(address) ?? [];
  const plain = mapped ?? address.replace(/%.*$/, '');
  if (isIPv4(plain) || !isIPv6(plain)) return plain;
  return `${groupsOf(plain).slice(0, NETWORK_GROUPS).join(':')}::/64`;
}

/** The groups of an IPv6 address, without zeros in front. */
function groupsOf(address: string): string[] {
  // An IPv4 address at the end stands for two groups, which are not among the first four.
  const [before = [], after = []] = address
    .replace(/\d+\.\d+\.\d+\.\d+$/, '0:0')
    .split('::')
    .map((half) => half.split(':').filter(Boolean));
  const zeros = Array<string>(Math.max(GROUPS - before.length - after.length, 0)).fill('0');
  return [...before, ...zeros, ...after].map((group) => parseInt(group, 16).toString(16));
}
