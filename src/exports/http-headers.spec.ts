import { describe, expect, it } from '@jest/globals';
import { acceptsGzip, matchesTag } from './http-headers.js';

describe('gzip', () => {
  it.each([
    ['gzip', true],
    ['br, gzip;q=0.5', true],
    ['GZIP', true],
    ['*', true],
    ['gzip, *;q=0', true],
    ['*;q=1, gzip;q=0', false],
    ['gzip;q=0', false],
    ['br', false],
    ['identity', false],
    ['xgzip', false],
    ['', false],
    [undefined, false],
  ])('with %j is taken: %j', (sent, taken) => {
    const headers = sent === undefined ? {} : { 'accept-encoding': sent };
    expect(acceptsGzip({ headers })).toBe(taken);
  });
});

describe('the tag W/"7"', () => {
  it.each([
    ['W/"7"', true],
    ['"7"', true],
    ['"6", W/"7"', true],
    ['*', true],
    ['"77"', false],
    ['W/"6"', false],
    ['7', false],
    ['', false],
    [undefined, false],
  ])('is one of %j: %j', (sent, isOne) => {
    expect(matchesTag(sent, 'W/"7"')).toBe(isOne);
  });
});
