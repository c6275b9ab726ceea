import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StartupError } from '../src/common/startup-error.js';
import { readSeedFiles, seedDigest, type SeedFiles } from './files.js';

const FILES = ['industries', 'regions', 'achievements', 'craftsmen', 'studios', 'codes'] as const;
type File = (typeof FILES)[number];

/** A right line of each file. */
const RIGHT: Record<File, Record<string, unknown>> = {
  industries: {
    code: 'AEROSPACE',
    name: '航空航天',
    nameEn: 'Aerospace',
    description: '飞机',
    descriptionEn: 'Aircraft',
    position: 1,
    shownAtConference: true,
  },
  regions: { code: 'CN-BJ', name: '北京', nameEn: 'Beijing', isoCode: 'CN-BJ', position: 1 },
  achievements: {
    code: 'WIA-0001',
    title: '±800kV“带电”作业',
    titleEn: null,
    organisation: '甲公司',
    partnerOrganisations: ['乙公司'],
    people: [{ name: '王伟', role: null }],
    peoplePartial: false,
    studio: null,
    industry: 'AEROSPACE',
    region: '北京',
    recognition: 'AWARDED',
    award: { name: '一等奖', level: null, year: 2023 },
    listCode: 'J-1',
    year: null,
    figures: [],
    exhibitedAt: null,
    source: { kind: 'NEWS', publisher: null, title: null, date: '2023-07', url: 'https://example.org/a' },
  },
  craftsmen: {
    name: '王伟',
    honours: [],
    organisation: null,
    trade: null,
    region: null,
    studio: null,
    sourceUrl: null,
  },
  studios: {
    name: '王伟工作室',
    leader: null,
    organisation: null,
    region: null,
    industry: null,
    sourceUrl: null,
  },
  codes: { code: 'ORG-00001', kind: 'organisation', identity: ['甲公司'] },
};

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'seed-files-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

/** Reads files of which one has these lines and all others one right line. */
function read(file: File, ...lines: string[]): SeedFiles {
  for (const each of FILES) writeFileSync(join(folder, `${each}.jsonl`), `${JSON.stringify(RIGHT[each])}\n`);
  writeFileSync(join(folder, `${file}.jsonl`), lines.join('\n'));
  return readSeedFiles(folder);
}

function line(file: File, change: object = {}): string {
  return JSON.stringify({ ...RIGHT[file], ...change });
}

/** The only problem of a file whose second line of three is changed; the other two must be read. */
function problem(file: File, second: string): string {
  const third = file === 'codes' ? { code: 'ORG-00003', identity: ['丙公司'] } : {};
  const files = read(file, line(file), second, line(file, third));
  expect(files[file].map((each) => [each.file, each.line])).toEqual([
    [`${file}.jsonl`, 1],
    [`${file}.jsonl`, 3],
  ]);
  expect(files.problems).toHaveLength(1);
  expect(files.problems[0]).toMatchObject({ file: `${file}.jsonl`, line: 2 });
  return files.problems[0]?.reason ?? '';
}

describe('the source files', () => {
  it.each(FILES)('%s: a right line is read as it stands', (file) => {
    const files = read(file, line(file));
    expect(files.problems).toEqual([]);
    expect(JSON.parse(JSON.stringify(files[file]))).toEqual([
      { file: `${file}.jsonl`, line: 1, row: RIGHT[file] },
    ]);
  });

  it('may have empty lines and line ends of either kind, and lines keep their numbers', () => {
    const files = read('regions', '', `${line('regions')}\r`, '  \r', line('regions'), '');
    expect([files.problems, files.regions.map((each) => each.line)]).toEqual([[], [2, 4]]);
  });

  it('may be empty', () => {
    expect(read('studios', '').studios).toEqual([]);
  });
});

describe('a broken line is told by its file, its number and the reason, and the others are read', () => {
  it.each<[string, string, RegExp]>([
    ['broken JSON', '{"code": "WIA-0002", ', /^not valid JSON \(/],
    ['two objects', '{} {}', /^not valid JSON/],
    ['a text', '"WIA-0002"', /^not a JSON object$/],
    ['null', 'null', /^not a JSON object$/],
    ['a list', '[]', /^not a JSON object$/],
    ['a NUL', line('achievements', { title: 'a\0b' }), /^holds a NUL character$/],
    ['nothing', '{}', /code: .*; .*title: /],
  ])('%s', (_, text, reason) => {
    expect(problem('achievements', text)).toMatch(reason);
  });

  it.each<[File, object, string]>([
    ['achievements', { code: 'WIA-1' }, 'code: '],
    ['achievements', { code: 1 }, 'code: '],
    ['achievements', { title: undefined }, 'title: title must be a string'],
    ['achievements', { title: '' }, 'title: title should not be empty'],
    ['achievements', { title: null }, 'title: '],
    ['achievements', { titleEn: '' }, 'titleEn: '],
    ['achievements', { organisation: ['甲公司'] }, 'organisation: organisation must be a string'],
    ['achievements', { partnerOrganisations: undefined }, 'partnerOrganisations: '],
    ['achievements', { partnerOrganisations: '乙公司' }, 'partnerOrganisations: '],
    ['achievements', { partnerOrganisations: [''] }, 'partnerOrganisations: '],
    ['achievements', { partnerOrganisations: [null] }, 'partnerOrganisations: '],
    ['achievements', { people: undefined }, 'people: '],
    ['achievements', { people: null }, 'people: '],
    ['achievements', { people: ['王伟'] }, 'people'],
    ['achievements', { people: [null] }, 'people'],
    [
      'achievements',
      {
        people: [
          { name: '王伟', role: null },
          { name: '', role: null },
        ],
      },
      'people.1.name: ',
    ],
    ['achievements', { people: [{ name: '王伟', role: null, age: 5 }] }, 'people.0.age: '],
    ['achievements', { peoplePartial: 'false' }, 'peoplePartial: '],
    ['achievements', { industry: null }, 'industry: '],
    ['achievements', { recognition: 'WON' }, 'recognition: '],
    ['achievements', { recognition: 'awarded' }, 'recognition: '],
    ['achievements', { award: '一等奖' }, 'award'],
    ['achievements', { award: { name: '', level: null, year: null } }, 'award.name: '],
    ['achievements', { award: { name: 'x', level: null, year: '2023' } }, 'award.year: '],
    ['achievements', { year: '2023' }, 'year: '],
    ['achievements', { year: 2023.5 }, 'year: '],
    ['achievements', { year: 1899 }, 'year: '],
    ['achievements', { year: 2101 }, 'year: '],
    ['achievements', { figures: null }, 'figures: '],
    ['achievements', { source: undefined }, 'source: '],
    ['achievements', { source: null }, 'source: '],
    ['achievements', { source: { ...(RIGHT.achievements.source as object), kind: 'BLOG' } }, 'source.kind: '],
    [
      'achievements',
      { source: { ...(RIGHT.achievements.source as object), date: '28.7.2023' } },
      'source.date: ',
    ],
    [
      'achievements',
      { source: { ...(RIGHT.achievements.source as object), url: 'example' } },
      'source.url: ',
    ],
    [
      'achievements',
      { source: { ...(RIGHT.achievements.source as object), url: 'javascript:x' } },
      'source.url: ',
    ],
    ['achievements', { tilte: 'x' }, 'tilte: property tilte should not exist'],
    ['craftsmen', { name: undefined }, 'name: '],
    ['craftsmen', { honours: 'x' }, 'honours: '],
    ['craftsmen', { sourceUrl: 'ftp://example.org/x' }, 'sourceUrl: '],
    ['studios', { leader: '' }, 'leader: '],
    ['studios', { leader: ['王伟'] }, 'leader: '],
    ['regions', { isoCode: 'BJ' }, 'isoCode: '],
    ['regions', { position: 0 }, 'position: '],
    ['industries', { code: 'aerospace' }, 'code: '],
    ['industries', { shownAtConference: 1 }, 'shownAtConference: '],
    ['codes', { kind: 'industry' }, 'kind: '],
    ['codes', { identity: '甲公司' }, 'identity: '],
    ['codes', { code: undefined }, 'code: '],
  ])('%s with %j', (file, change, reason) => {
    expect(problem(file, line(file, change))).toContain(reason);
  });

  it('every reason, when there are several', () => {
    const reason = problem(
      'achievements',
      line('achievements', { title: '', year: 'x', award: { name: '' } }),
    );
    for (const path of ['title: ', 'year: ', 'award.name: ']) expect(reason).toContain(path);
  });

  // A field that is left out is a slip of the pen; what is unknown is null and says so.
  it.each([
    ['achievements', 'organisation'],
    ['achievements', 'studio'],
    ['achievements', 'region'],
    ['achievements', 'award'],
    ['achievements', 'year'],
    ['craftsmen', 'organisation'],
    ['studios', 'leader'],
  ] as const)('%s without the field %s', (file, field) => {
    expect(problem(file, line(file, { [field]: undefined }))).toContain(`${field}: `);
  });

  // Each of these passes here and breaks a rule of the database, which then takes all other lines down with it.
  it.each<[string, File, object]>([
    ['a list for the source', 'achievements', { source: [] }],
    ['a list for the award', 'achievements', { award: [] }],
    [
      'an address of a reposted copy',
      'achievements',
      { source: { ...(RIGHT.achievements.source as object), kind: 'REPOST' } },
    ],
    [
      'an address with a scheme in capitals',
      'achievements',
      { source: { ...(RIGHT.achievements.source as object), url: 'HTTPS://example.org/a' } },
    ],
    ['half a surrogate pair', 'achievements', { title: '带电\ud800' }],
    ['a code of another shape', 'codes', { code: 'ORG-1' }],
    ['a code of another kind', 'codes', { code: 'CRF-00001' }],
    ['an identity that is no list of texts', 'codes', { identity: [{ name: '甲公司' }] }],
    ['a code of an earlier line', 'codes', { identity: ['乙公司'] }],
    ['the identity of an earlier line', 'codes', { code: 'ORG-00002' }],
  ])('%s', (_, file, change) => {
    expect(problem(file, line(file, change))).not.toBe('');
  });
});

describe('a file that cannot be read', () => {
  it.each(FILES)('%s stops the load and is named', (file) => {
    read('codes', line('codes'));
    rmSync(join(folder, `${file}.jsonl`));
    for (const work of [readSeedFiles, seedDigest]) {
      expect(() => work(folder)).toThrow(StartupError);
      expect(() => work(folder)).toThrow(`${file}.jsonl cannot be read: ENOENT`);
    }
  });
});

describe('the digest', () => {
  it('is the same for the same contents', () => {
    read('studios', line('studios'));
    const digest = seedDigest(folder);
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    read('studios', line('studios'));
    expect(seedDigest(folder)).toBe(digest);
  });

  it.each(FILES)('changes with any character of %s', (file) => {
    read(file, line(file));
    const before = seedDigest(folder);
    read(file, `${line(file)} `);
    expect(seedDigest(folder)).not.toBe(before);
  });

  it('changes when a line moves from one file to the next', () => {
    read('regions', '{}');
    writeFileSync(join(folder, 'achievements.jsonl'), '');
    const before = seedDigest(folder);
    writeFileSync(join(folder, 'regions.jsonl'), '');
    writeFileSync(join(folder, 'achievements.jsonl'), '{}');
    expect(seedDigest(folder)).not.toBe(before);
  });
});
