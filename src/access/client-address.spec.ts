import { describe, expect, it } from '@jest/globals';
import { quotaAddress } from './client-address.js';

describe('the address that a quota is counted for', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::FFFF:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2:ffff::1', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::1', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::', '2001:db8:1:2::/64'],
    ['2001:db8::5', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['::', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['64:ff9b::192.0.2.7', '64:ff9b:0:0::/64'],
    ['1:2:3:4:5:6:192.0.2.7', '1:2:3:4::/64'],
  ])('of %s is %s', (address, counted) => {
    expect(quotaAddress(address)).toBe(counted);
  });

  it('differs between networks', () => {
    expect(quotaAddress('2001:db8:1:3::1')).not.toBe(quotaAddress('2001:db8:1:2::1'));
    expect(quotaAddress('192.0.2.8')).not.toBe(quotaAddress('192.0.2.7'));
  });

  it('is what was told when that is no address', () => {
    expect(quotaAddress('unknown')).toBe('unknown');
  });
});
