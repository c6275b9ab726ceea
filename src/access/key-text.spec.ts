import { describe, expect, it } from '@jest/globals';
import { hasKey } from '../common/secret-text.js';
import { hashOfKey, idOfKey, makeKey } from './key-text.js';

describe('a key', () => {
  it('is one word that people and scanners know, with an id that is no secret', () => {
    const { id, secret } = makeKey();
    expect(secret).toMatch(/^wia_[0-9A-Za-z]{11}_[0-9A-Za-z]{49}$/);
    expect(secret.split('_')[1]).toBe(id);
    expect(idOfKey(secret)).toBe(id);
    expect(hasKey(secret)).toBe(true);
  });

  it('has 256 random bits: each character of the secret takes all values, and none comes again', () => {
    const made = Array.from({ length: 2_000 }, () => makeKey());
    expect(new Set(made.map(({ id }) => id)).size).toBe(made.length);
    const secrets = made.map(({ secret }) => secret.slice('wia_'.length + 12, -6));
    expect(new Set(secrets).size).toBe(made.length);
    // 62 characters hold a little more than 256 bits in 43 places, so the first place has fewer.
    for (let place = 1; place < 43; place += 1) {
      expect(new Set(secrets.map((secret) => secret.charAt(place))).size).toBe(62);
    }
  });

  it('is kept as SHA-256 alone', () => {
    expect(hashOfKey('abc').toString('hex')).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });
});

describe('what is no whole key', () => {
  const { secret } = makeKey();
  const other = makeKey().secret;
  const changed = (place: number): string => {
    const there = secret.charAt(place);
    return secret.slice(0, place) + (there === 'A' ? 'B' : 'A') + secret.slice(place + 1);
  };

  it('is any key with one character changed', () => {
    for (let place = 0; place < secret.length; place += 1) expect(idOfKey(changed(place))).toBeNull();
  });

  it.each([
    ['nothing', ''],
    ['a key cut off', secret.slice(0, -1)],
    ['a key with more behind it', `${secret}0`],
    ['a key with a line break behind it', `${secret}\n`],
    ['a key with a space before it', ` ${secret}`],
    ['the secret of one key with the id of another', secret.slice(0, 16) + other.slice(16)],
    ['another service’s key', 'ghp_0123456789abcdefghijklmnopqrstuvwxyz'],
    ['full-width digits', secret.replace(/\d/, '１')],
  ])('is %s', (_what, text) => {
    expect(idOfKey(text)).toBeNull();
  });
});
