import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { isAbsolute, join, resolve } from 'node:path';
import { PROJECT_ROOT } from '../common/project.js';
import { StartupError } from '../common/startup-error.js';
import { loadConfig } from './config.js';
import { SETTINGS } from './settings.js';

function refusal(variables: Record<string, string>): string {
  try {
    loadConfig(variables);
  } catch (error) {
    if (error instanceof StartupError) return error.message;
    throw error;
  }
  throw new Error('The settings were not refused.');
}

const STANDARD = {
  host: '127.0.0.1',
  port: undefined,
  dataDirectory: join(PROJECT_ROOT, '.data'),
  databaseUrl: undefined,
  meilisearch: null,
  searchMemoryMegabytes: 32,
  snapshotBucket: null,
  logLevel: 'info',
  logFormat: 'auto',
  publicUrl: undefined,
  trustProxy: false,
  quotas: { anonymous: 600, key: 6_000 },
};

describe('the settings', () => {
  it('have standards for everything', () => {
    expect(loadConfig({})).toEqual(STANDARD);
  });

  it('of empty variables are the standards', () => {
    const empty = Object.fromEntries(Object.keys(SETTINGS).map((name) => [name, '']));
    expect(loadConfig(empty)).toEqual(STANDARD);
  });

  it('do not depend on variables of other programs', () => {
    expect(loadConfig({ PATH: '/bin', NODE_ENV: 'x', port: '1', Host: '::1', constructor: 'x' })).toEqual(
      STANDARD,
    );
  });

  it('cannot be changed after the start', () => {
    const config = loadConfig({}) as { port: number | undefined };
    expect(() => (config.port = 1)).toThrow(TypeError);
  });

  it('are read from the environment of the process', () => {
    const before = process.env.LOG_LEVEL;
    try {
      process.env.LOG_LEVEL = 'silent';
      expect(loadConfig().logLevel).toBe('silent');
    } finally {
      if (before === undefined) delete process.env.LOG_LEVEL;
      else process.env.LOG_LEVEL = before;
    }
  });

  it.each<[string, string, object]>([
    ['HOST', '0.0.0.0', { host: '0.0.0.0' }],
    ['HOST', '::1', { host: '::1' }],
    ['HOST', 'fe80::1%eth0', { host: 'fe80::1%eth0' }],
    ['HOST', 'catalogue.internal', { host: 'catalogue.internal' }],
    ['PORT', '0', { port: 0 }],
    ['PORT', '1', { port: 1 }],
    ['PORT', '00080', { port: 80 }],
    ['PORT', '65535', { port: 65_535 }],
    ['DATA_DIR', 'elsewhere', { dataDirectory: join(PROJECT_ROOT, 'elsewhere') }],
    ['DATA_DIR', '目录 with space', { dataDirectory: join(PROJECT_ROOT, '目录 with space') }],
    ['DATABASE_URL', 'postgres://u:p@db:5432/c', { databaseUrl: 'postgres://u:p@db:5432/c' }],
    ['DATABASE_URL', 'postgresql:///c?host=%2Ftmp', { databaseUrl: 'postgresql:///c?host=%2Ftmp' }],
    ['LOG_LEVEL', 'fatal', { logLevel: 'fatal' }],
    ['LOG_LEVEL', 'silent', { logLevel: 'silent' }],
    ['LOG_FORMAT', 'json', { logFormat: 'json' }],
    ['LOG_FORMAT', 'pretty', { logFormat: 'pretty' }],
    ['PUBLIC_URL', 'http://localhost:3000', { publicUrl: 'http://localhost:3000' }],
    ['PUBLIC_URL', 'https://example.org/catalogue//', { publicUrl: 'https://example.org/catalogue' }],
    ['TRUST_PROXY', 'true', { trustProxy: true }],
    ['TRUST_PROXY', 'false', { trustProxy: false }],
    ['QUOTA_ANONYMOUS', '1', { quotas: { anonymous: 1, key: 6_000 } }],
    ['QUOTA_ANONYMOUS', '100000000', { quotas: { anonymous: 100_000_000, key: 6_000 } }],
    ['SEARCH_MEMORY_MB', '0', { searchMemoryMegabytes: 0 }],
    ['QUOTA_KEY', '60', { quotas: { anonymous: 600, key: 60 } }],
  ])('take %s=%s', (name, value, expected) => {
    expect(loadConfig({ [name]: value })).toEqual({ ...STANDARD, ...expected });
  });

  it('know no search index until its address is set, and then its standards', () => {
    expect(loadConfig({ MEILI_SEARCH_KEY: 'k', MEILI_INDEX_PREFIX: 'p' }).meilisearch).toBeNull();
    expect(loadConfig({ MEILI_URL: 'http://localhost:7700/' }).meilisearch).toEqual({
      url: 'http://localhost:7700',
      searchKey: undefined,
      indexKey: undefined,
      prefix: 'catalogue',
      timeoutMs: 500,
    });
    expect(
      loadConfig({
        MEILI_URL: 'https://search.internal/meili',
        MEILI_SEARCH_KEY: 'one',
        MEILI_INDEX_KEY: 'two',
        MEILI_INDEX_PREFIX: 'museum-2',
        MEILI_TIMEOUT_MS: '250',
      }).meilisearch,
    ).toEqual({
      url: 'https://search.internal/meili',
      searchKey: 'one',
      indexKey: 'two',
      prefix: 'museum-2',
      timeoutMs: 250,
    });
  });

  it('know no bucket until it is named, and then its standards', () => {
    const keys = { SNAPSHOT_S3_ACCESS_KEY_ID: 'id', SNAPSHOT_S3_SECRET_ACCESS_KEY: 'secret' };
    expect(loadConfig({ ...keys, SNAPSHOT_S3_ENDPOINT: 'http://store:9000' }).snapshotBucket).toBeNull();
    const standard = {
      bucket: 'releases',
      endpoint: undefined,
      region: 'us-east-1',
      prefix: 'snapshots',
      accessKeyId: 'id',
      secretAccessKey: 'secret',
      pathStyle: false,
    };
    const bucketOf = (more: object): unknown =>
      loadConfig({ ...keys, SNAPSHOT_S3_BUCKET: 'releases', ...more }).snapshotBucket;
    expect(bucketOf({})).toEqual(standard);
    const endpoint = 'http://store:9000';
    expect(bucketOf({ SNAPSHOT_S3_ENDPOINT: endpoint })).toEqual({ ...standard, endpoint, pathStyle: true });
    expect(
      bucketOf({
        SNAPSHOT_S3_ENDPOINT: endpoint,
        SNAPSHOT_S3_REGION: 'cn-north-1',
        SNAPSHOT_S3_PREFIX: 'museum/releases',
        SNAPSHOT_S3_PATH_STYLE: 'false',
      }),
    ).toEqual({ ...standard, endpoint, region: 'cn-north-1', prefix: 'museum/releases' });
  });

  it('take an absolute folder as it is', () => {
    const folder = resolve('/', 'srv', 'data');
    expect(isAbsolute(folder)).toBe(true);
    expect(loadConfig({ DATA_DIR: folder }).dataDirectory).toBe(folder);
  });
});

describe('a wrong setting is refused by its name and what is allowed, never by its value', () => {
  it.each<[keyof typeof SETTINGS, string[]]>([
    [
      'MEILI_URL',
      [
        'localhost:7700',
        'http://',
        'ftp://host',
        'http://host?key=geheim',
        'http://u:geheim@host',
        'http://a b',
      ],
    ],
    ['MEILI_SEARCH_KEY', ['two words', ' k']],
    ['MEILI_INDEX_KEY', ['two words', 'k\n']],
    ['MEILI_INDEX_PREFIX', ['a b', '目录', 'x'.repeat(51), 'a/b']],
    ['SEARCH_MEMORY_MB', ['-1', '4097', '1.5', 'much']],
    ['MEILI_TIMEOUT_MS', ['49', '60001', '1.5', 'soon', '-500']],
    [
      'SNAPSHOT_S3_ENDPOINT',
      ['store:9000', 'http://', 'http://id:geheim@store', 'https://store?secret=geheim'],
    ],
    ['SNAPSHOT_S3_REGION', ['cn north', '北京', 'x'.repeat(61)]],
    ['SNAPSHOT_S3_PREFIX', ['/a', 'a/', 'a//b', 'a b', 'x'.repeat(201)]],
    ['SNAPSHOT_S3_ACCESS_KEY_ID', ['two words']],
    ['SNAPSHOT_S3_SECRET_ACCESS_KEY', ['ge heim', 'geheim\n']],
    ['SNAPSHOT_S3_PATH_STYLE', ['yes', '1']],
    ['HOST', ['not a host', 'a/b', 'http://host', ' 127.0.0.1', '主机', 'host;rm']],
    [
      'PORT',
      [
        '-1',
        '65536',
        '3e3',
        ' 80',
        '80 ',
        '80\n',
        '１２',
        '0x50',
        '+80',
        '80.0',
        '1e99',
        '9999999999',
        'NaN',
        'http',
      ],
    ],
    ['DATA_DIR', ['a\0b']],
    [
      'DATABASE_URL',
      [
        'mysql://u:geheim@db/c',
        'geheim',
        'postgres:/geheim',
        ' postgres://u:geheim@db/c',
        'postgres://u:ge heim@db',
        'postgres://',
      ],
    ],
    ['LOG_LEVEL', ['INFO', 'verbose', 'info ', 'constructor']],
    ['LOG_FORMAT', ['xml', 'Auto', 'toString']],
    [
      'PUBLIC_URL',
      [
        'example.org',
        'ftp://example.org',
        'https://',
        'https://example.org?a=geheim',
        'https://a b',
        'https://a#x',
      ],
    ],
    ['TRUST_PROXY', ['1', 'yes', 'TRUE', 'true,false']],
    ['QUOTA_ANONYMOUS', ['0', '-1', '100000001', '1.5', '1e3', 'none', '６００']],
    ['QUOTA_KEY', ['0', '999999999', 'Infinity', ' 5']],
  ])('%s', (name, values) => {
    for (const value of values) {
      const message = refusal({ [name]: value });
      expect(message).toBe(`Wrong setting: ${name} must be ${SETTINGS[name].allowed}.`);
      expect(message).not.toContain('geheim');
    }
  });

  it('SNAPSHOT_S3_BUCKET, and the access key that it needs', () => {
    const [bucket, id, secret] = [
      'SNAPSHOT_S3_BUCKET',
      'SNAPSHOT_S3_ACCESS_KEY_ID',
      'SNAPSHOT_S3_SECRET_ACCESS_KEY',
    ] as const;
    for (const value of ['Releases', 'ab', 'a_b', '-ab', 'x'.repeat(64), 'a/b']) {
      expect(refusal({ [bucket]: value, [id]: 'id', [secret]: 'geheim' })).toBe(
        `Wrong setting: ${bucket} must be ${SETTINGS[bucket].allowed}.`,
      );
    }
    const missing = refusal({ [bucket]: 'releases', [secret]: 'geheim' });
    expect(missing).toBe(`Wrong setting: ${id} must be ${SETTINGS[id].allowed}.`);
    expect(refusal({ [bucket]: 'releases', [id]: 'id', [secret]: '' })).toContain(`${secret} must be`);
  });

  it('several at once, and the right ones are not named', () => {
    const message = refusal({
      PORT: 'abc',
      LOG_LEVEL: 'info',
      DATABASE_URL: 'mysql://root:geheim@db/c',
      TRUST_PROXY: 'perhaps',
      HOST: '::1',
    });
    for (const name of ['PORT', 'DATABASE_URL', 'TRUST_PROXY'] as const) {
      expect(message).toContain(`${name} must be ${SETTINGS[name].allowed}`);
    }
    expect(message.match(/must be/g)).toHaveLength(3);
    for (const hidden of ['LOG_LEVEL', 'HOST', 'geheim', 'abc', 'perhaps'])
      expect(message).not.toContain(hidden);
  });

  it.each(['https:///', 'http:////'])('PUBLIC_URL=%s, which has no host', (address) => {
    expect(refusal({ PUBLIC_URL: address })).toContain('PUBLIC_URL');
  });
});

describe('what is told of the settings', () => {
  it('says of each what it means, what is allowed and what is the standard', () => {
    for (const setting of Object.values(SETTINGS)) {
      expect([setting.meaning, setting.allowed, setting.standard].every((text) => text.length > 3)).toBe(
        true,
      );
    }
  });

  it.each(['HOST', 'LOG_LEVEL', 'LOG_FORMAT', 'TRUST_PROXY'] as const)(
    'names for %s a standard that is one',
    (name) => {
      expect(loadConfig({ [name]: SETTINGS[name].standard })).toEqual(loadConfig({}));
    },
  );

  it.each(['LOG_LEVEL', 'LOG_FORMAT', 'TRUST_PROXY'] as const)(
    'names for %s only values that are taken',
    (name) => {
      const values = SETTINGS[name].allowed.replace('one of ', '').split(/, | or /);
      expect(values.length).toBeGreaterThan(1);
      for (const value of values) expect(() => loadConfig({ [name]: value })).not.toThrow();
    },
  );
});
