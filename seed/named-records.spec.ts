import { beforeEach, describe, expect, it } from '@jest/globals';
import { AffiliationBasis } from '../src/catalog/craftsman/craftsman.enums.js';
import { CodeRegistry } from './codes.js';
import { NamedRecords } from './named-records.js';
import { type StudioRow } from './rows.js';

/** The records that lines name, beside these studios listed as [name, unit]. */
function naming(...listed: [string, string | null][]): NamedRecords {
  const registry = new CodeRegistry([]);
  const unknown = { leader: null, region: null, industry: null, sourceUrl: null };
  const studios = listed.map(([name, organisation]): StudioRow => ({ name, organisation, ...unknown }));
  return new NamedRecords((kind, identity) => registry.give(kind, identity), studios);
}

const { STATED, STUDIO_UNIT, SOLE_UNIT, LEAD_UNIT } = AffiliationBasis;

let records: NamedRecords;

beforeEach(() => {
  records = naming();
});

describe('a unit', () => {
  it.each<[string, (string | null)[], string | null]>([
    ['the one named', ['CN-SD'], 'CN-SD'],
    ['the one named twice', ['CN-SD', 'CN-SD'], 'CN-SD'],
    ['the one named where others are silent', [null, 'CN-SD', null], 'CN-SD'],
    ['none when two are named', ['CN-SD', 'CN-BJ'], null],
    ['none when two are named and one of them more often', ['CN-SD', 'CN-BJ', 'CN-SD', 'CN-SD'], null],
    ['none when none is named', [null], null],
  ])('has the region that all agree on: %s', (_, regions, expected) => {
    for (const region of regions) records.organisation('甲公司', region);
    expect([...records.organisations.values()]).toEqual([
      { code: 'ORG-00001', name: '甲公司', region_code: expected },
    ]);
  });

  it('has no part in the region of another', () => {
    records.organisation('甲公司', 'CN-SD');
    records.organisation('乙公司', 'CN-BJ');
    expect([...records.organisations.values()].map(({ region_code }) => region_code)).toEqual([
      'CN-SD',
      'CN-BJ',
    ]);
  });

  it('is its whole name: a short form, a branch or other brackets make another unit', () => {
    const names = [
      '国家电网有限公司',
      '国家电网',
      '国家电网有限公司山东分公司',
      '甲(集团)公司',
      '甲（集团）公司',
    ];
    expect(new Set(names.map((name) => records.organisation(name))).size).toBe(names.length);
    expect(names.map((name) => records.organisation(name))).toEqual([...records.organisations.keys()]);
  });
});

describe('a studio', () => {
  it.each<[string, [string, string | null][], string | null, string | null, boolean]>([
    ['the only one listed', [['S', '甲公司']], '乙公司', '甲公司', true],
    ['the only one listed, when no unit is named', [['S', '甲公司']], null, '甲公司', true],
    ['the only one listed, which has no unit', [['S', null]], '乙公司', null, true],
    [
      'the listed one of its unit',
      [
        ['S', '甲公司'],
        ['S', '乙公司'],
      ],
      '乙公司',
      '乙公司',
      true,
    ],
    [
      'not another unit’s, when two are listed',
      [
        ['S', '甲公司'],
        ['S', '乙公司'],
      ],
      '丙公司',
      '甲公司',
      false,
    ],
    [
      'not the other unit’s, when two are listed',
      [
        ['S', '甲公司'],
        ['S', '乙公司'],
      ],
      '甲公司',
      '乙公司',
      false,
    ],
    ['not the listed one of another name', [['S、T', '甲公司']], '甲公司', '甲公司', false],
  ])('named with a unit is %s', (_, listed, named, unit, same) => {
    records = naming(...listed);
    const name = listed[0]?.[0] === 'S' ? 'S' : 'S、T';
    const code = records.studio('S', named);
    expect(records.studio(name, unit) === code).toBe(same);
  });

  it('that is not listed is one for each unit it is named with', () => {
    const codes = ['甲公司', '乙公司', null, '甲公司'].map((unit) => records.studio('S', unit));
    expect(codes).toEqual(['STU-0001', 'STU-0002', 'STU-0003', 'STU-0001']);
  });

  it('is not said to belong to the unit it is named with', () => {
    records.studio('S', '甲公司');
    expect([...records.studios.values()]).toEqual([
      {
        code: 'STU-0001',
        name: 'S',
        organisation_code: null,
        region_code: null,
        industry_code: null,
        source_url: null,
      },
    ]);
    expect([...records.organisations]).toEqual([]);
  });
});

describe('a person', () => {
  it.each<[string, [string, string | null, string][], number]>([
    [
      'the same name, unit and place',
      [
        ['王伟', '甲', 'WIA-0001'],
        ['王伟', '甲', 'WIA-0001'],
      ],
      1,
    ],
    [
      'the same name and unit at two places',
      [
        ['王伟', '甲', 'WIA-0001'],
        ['王伟', '甲', 'WIA-0002'],
      ],
      1,
    ],
    [
      'the same name in two units',
      [
        ['王伟', '甲', 'WIA-0001'],
        ['王伟', '乙', 'WIA-0001'],
      ],
      2,
    ],
    [
      'the same name with a unit and without',
      [
        ['王伟', '甲', 'WIA-0001'],
        ['王伟', null, 'WIA-0001'],
      ],
      2,
    ],
    [
      'the same name without a unit at one place',
      [
        ['王伟', null, 'WIA-0001'],
        ['王伟', null, 'WIA-0001'],
      ],
      1,
    ],
    [
      'the same name without a unit at two places',
      [
        ['王伟', null, 'WIA-0001'],
        ['王伟', null, 'STU-0001'],
      ],
      2,
    ],
    [
      'two names in one unit',
      [
        ['王伟', '甲', 'WIA-0001'],
        ['李娜', '甲', 'WIA-0001'],
      ],
      2,
    ],
  ])('%s: the number of people is right', (_, named, people) => {
    const codes = named.map(([name, unit, place]) => records.craftsman(name, unit, STATED, place).code);
    expect(new Set(codes).size).toBe(people);
    expect([...records.craftsmen.keys()]).toEqual([...new Set(codes)]);
  });

  it.each([
    [[LEAD_UNIT], LEAD_UNIT],
    [[LEAD_UNIT, SOLE_UNIT], SOLE_UNIT],
    [[SOLE_UNIT, LEAD_UNIT], SOLE_UNIT],
    [[STUDIO_UNIT, SOLE_UNIT, LEAD_UNIT], STUDIO_UNIT],
    [[LEAD_UNIT, STATED, STUDIO_UNIT], STATED],
  ])('named on the bases %j has the strongest: %s', (bases, strongest) => {
    for (const basis of bases) records.craftsman('王伟', '甲', basis, 'WIA-0001');
    expect([...records.craftsmen.values()].map(({ organisation_basis }) => organisation_basis)).toEqual([
      strongest,
    ]);
  });

  it('without a unit has no basis of one', () => {
    expect(records.craftsman('王伟', null, STATED, 'WIA-0001')).toMatchObject({
      organisation_code: null,
      organisation_basis: null,
    });
  });

  it('is found in a studio by name: the first one named there, unless another is sure', () => {
    const [first, second, third] = ['甲', '乙', '丙'].map((unit) =>
      records.craftsman('王伟', unit, SOLE_UNIT, 'WIA-0001'),
    );
    if (!first || !second || !third) throw new Error('Three people were named.');
    expect(records.findInStudio('STU-0001', '王伟')).toBeUndefined();
    records.rememberInStudio('STU-0001', first);
    records.rememberInStudio('STU-0001', second);
    expect(records.findInStudio('STU-0001', '王伟')).toBe(first);
    records.rememberInStudio('STU-0001', third, true);
    expect(records.findInStudio('STU-0001', '王伟')).toBe(third);
    expect(records.findInStudio('STU-0002', '王伟')).toBeUndefined();
    expect(records.findInStudio('STU-0001', '李娜')).toBeUndefined();
  });
});
