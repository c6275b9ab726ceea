import { describe, expect, it } from '@jest/globals';
import { Recognition } from '../src/catalog/achievement/achievement.enums.js';
import { SourceKind } from '../src/catalog/source/source.type.js';
import { CodeRegistry, UnregisteredCode, type CodeOf } from './codes.js';
import { type SeedFiles, type SeedLine } from './files.js';
import { planSeed, type SeedPlan } from './plan.js';
import { type AchievementRow, type CraftsmanRow, type StudioRow } from './rows.js';

function anAchievement(code: string, change: Partial<AchievementRow> = {}): AchievementRow {
  return {
    code,
    title: '带电作业',
    titleEn: null,
    organisation: null,
    partnerOrganisations: [],
    people: [],
    peoplePartial: false,
    studio: null,
    industry: 'AEROSPACE',
    region: null,
    recognition: Recognition.REPORTED,
    award: null,
    listCode: null,
    year: null,
    figures: [],
    exhibitedAt: null,
    source: {
      kind: SourceKind.NEWS,
      publisher: null,
      title: null,
      date: null,
      url: null,
    },
    ...change,
  };
}

const UNKNOWN = { organisation: null, region: null, sourceUrl: null };

function aCraftsman(name: string, change: Partial<CraftsmanRow> = {}): CraftsmanRow {
  return { ...UNKNOWN, name, honours: [], trade: null, studio: null, ...change };
}

function aStudio(name: string, change: Partial<StudioRow> = {}): StudioRow {
  return { ...UNKNOWN, name, leader: null, industry: null, ...change };
}

function people(...names: string[]): AchievementRow['people'] {
  return names.map((name) => ({ name, role: null }));
}

interface Rows {
  achievements?: AchievementRow[];
  craftsmen?: CraftsmanRow[];
  studios?: StudioRow[];
}

const NAMES = { name: '名', nameEn: 'Name', description: '述', descriptionEn: 'What', position: 1 };

function filesOf(rows: Rows): SeedFiles {
  const lines = <R>(file: string, list: R[] = []): SeedLine<R>[] =>
    list.map((row, index) => ({ file: `${file}.jsonl`, line: index + 1, row }));
  return {
    industries: lines('industries', [{ ...NAMES, code: 'AEROSPACE', shownAtConference: true }]),
    regions: lines('regions', [
      { ...NAMES, code: 'CN-BJ', name: '北京', isoCode: 'CN-BJ' },
      { ...NAMES, code: 'CN-SD', name: '山东', isoCode: 'CN-SD' },
    ]),
    achievements: lines('achievements', rows.achievements),
    craftsmen: lines('craftsmen', rows.craftsmen),
    studios: lines('studios', rows.studios),
    codes: [],
    problems: [],
  };
}

/** Plans with a registry that gives every record a code. */
function plan(rows: Rows): SeedPlan {
  const registry = new CodeRegistry([]);
  return planSeed(filesOf(rows), (kind, identity) => registry.give(kind, identity));
}

const AWARD = { name: '一等奖', level: null, year: 2023 };

describe('a person', () => {
  it('with a namesake in another unit is another person', () => {
    const { craftsmen, organisations, problems } = plan({
      achievements: [
        anAchievement('WIA-0001', { organisation: '甲公司', people: people('王伟') }),
        anAchievement('WIA-0002', { organisation: '乙公司', people: people('王伟') }),
      ],
    });
    expect(craftsmen.map(({ name, organisation_code }) => [name, organisation_code])).toEqual(
      organisations.map(({ code }) => ['王伟', code]),
    );
    expect(new Set(craftsmen.map(({ code }) => code)).size).toBe(2);
    expect(problems).toEqual([]);
  });

  it('without a unit is one of one achievement only', () => {
    const { craftsmen, achievements } = plan({
      achievements: [
        anAchievement('WIA-0001', { people: people('王伟') }),
        anAchievement('WIA-0002', { people: people('王伟') }),
      ],
      craftsmen: [aCraftsman('王伟')],
      studios: [aStudio('王伟工作室', { leader: '王伟' })],
    });
    expect(
      craftsmen.map(({ name, organisation_code, organisation_basis }) => [
        name,
        organisation_code,
        organisation_basis,
      ]),
    ).toEqual(Array.from({ length: 4 }, () => ['王伟', null, null]));
    const linked = achievements.flatMap((each) => each.craftsmen.map((link) => link.craftsman_code));
    expect(new Set(linked).size).toBe(2);
  });

  // Nothing but the name is known to be the same. To be two people, or refused, is right; to be one is not.
  it('without a unit is not merged with a namesake of the same file', () => {
    const { craftsmen, problems } = plan({
      craftsmen: [aCraftsman('王伟', { trade: '焊工' }), aCraftsman('王伟', { trade: '钳工' })],
    });
    expect(craftsmen[0]?.trade).toBe('焊工');
    expect(craftsmen.length + problems.length).toBe(2);
  });

  it('with the same name and unit everywhere is one, with the facts of craftsmen.jsonl', () => {
    const { craftsmen, studioLeaders, achievements, studios } = plan({
      achievements: [
        anAchievement('WIA-0001', { organisation: '甲公司', people: people('王伟') }),
        anAchievement('WIA-0002', { organisation: '甲公司', people: people('李娜', '王伟') }),
      ],
      craftsmen: [
        aCraftsman('王伟', { organisation: '甲公司', trade: '焊工', honours: ['劳模'], region: '北京' }),
      ],
      studios: [aStudio('焊接工作室', { organisation: '甲公司', leader: '王伟' })],
    });
    expect(craftsmen.map(({ name }) => name)).toEqual(['王伟', '李娜']);
    const [wang] = craftsmen;
    expect(wang).toMatchObject({
      organisation_basis: 'STATED',
      trade: '焊工',
      honours: ['劳模'],
      region_code: 'CN-BJ',
      studio_code: studios[0]?.code,
    });
    expect(studioLeaders).toEqual([
      { studio_code: studios[0]?.code, craftsman_code: wang?.code, position: 1 },
    ]);
    expect(
      achievements[1]?.craftsmen.map(({ craftsman_code, position }) => [craftsman_code, position]),
    ).toEqual([
      [craftsmen[1]?.code, 1],
      [wang?.code, 2],
    ]);
  });

  const lead = anAchievement('WIA-0001', {
    organisation: '甲公司',
    partnerOrganisations: ['乙公司'],
    people: people('王伟'),
  });
  const sole = anAchievement('WIA-0002', { organisation: '甲公司', people: people('王伟') });
  const studio = aStudio('焊接工作室', { organisation: '甲公司', leader: '王伟' });
  const stated = aCraftsman('王伟', { organisation: '甲公司' });

  it.each<[string, Rows, string]>([
    ['LEAD_UNIT among several units', { achievements: [lead] }, 'LEAD_UNIT'],
    ['SOLE_UNIT alone', { achievements: [sole] }, 'SOLE_UNIT'],
    ['SOLE_UNIT over LEAD_UNIT', { achievements: [lead, sole] }, 'SOLE_UNIT'],
    ['SOLE_UNIT over LEAD_UNIT, the other way round', { achievements: [sole, lead] }, 'SOLE_UNIT'],
    ['STUDIO_UNIT over both', { achievements: [lead, sole], studios: [studio] }, 'STUDIO_UNIT'],
    ['STATED over all', { achievements: [lead, sole], studios: [studio], craftsmen: [stated] }, 'STATED'],
    ['STATED over a studio', { studios: [studio], craftsmen: [stated] }, 'STATED'],
  ])('has the strongest basis of the unit: %s', (_, rows, basis) => {
    expect(plan(rows).craftsmen.map(({ organisation_basis }) => organisation_basis)).toEqual([basis]);
  });

  it('named in a studio like its leader is that leader, though the unit is not named', () => {
    const { craftsmen, studioLeaders, achievements } = plan({
      achievements: [anAchievement('WIA-0001', { studio: '焊接工作室', people: people('王伟') })],
      studios: [aStudio('焊接工作室', { organisation: '甲公司', leader: '王伟' })],
    });
    expect(craftsmen).toHaveLength(1);
    expect(achievements[0]?.craftsmen[0]?.craftsman_code).toBe(studioLeaders[0]?.craftsman_code);
  });
});

describe('a studio', () => {
  it('on twin lines is one, with each leader once', () => {
    const twin = (leader: string): StudioRow =>
      aStudio('“进·新”特高压创新团队', { organisation: '甲公司', region: '山东', leader });
    const { studios, studioLeaders, craftsmen, problems } = plan({
      studios: [twin('王进/冯新岩'), twin('王进、冯新岩')],
    });
    expect(studios).toHaveLength(1);
    expect(craftsmen.map(({ name }) => name)).toEqual(['王进', '冯新岩']);
    expect(studioLeaders).toEqual(
      craftsmen.map(({ code }, index) => ({
        studio_code: studios[0]?.code,
        craftsman_code: code,
        position: index + 1,
      })),
    );
    expect(problems).toEqual([]);
  });

  it('on twin lines keeps what one of them says, whichever comes last', () => {
    const full = aStudio('焊接工作室', {
      region: '山东',
      industry: 'AEROSPACE',
      sourceUrl: 'https://example.org/s',
    });
    for (const studios of [
      [full, aStudio('焊接工作室')],
      [aStudio('焊接工作室'), full],
    ]) {
      expect(plan({ studios }).studios).toEqual([
        expect.objectContaining({
          region_code: 'CN-SD',
          industry_code: 'AEROSPACE',
          source_url: 'https://example.org/s',
        }),
      ]);
    }
  });

  it('has no leader without a name', () => {
    expect(
      plan({ studios: [aStudio('焊接工作室', { leader: '王进、' })] }).craftsmen.map(({ name }) => name),
    ).toEqual(['王进']);
  });
});

describe('an achievement', () => {
  it('has its units, people and grant in order, and nothing invented', () => {
    const { achievements, awards } = plan({
      achievements: [
        anAchievement('WIA-0001', {
          organisation: '甲公司',
          partnerOrganisations: ['乙公司', '丙公司'],
          people: [
            { name: '王伟', role: '带头人' },
            { name: '李娜', role: null },
          ],
          recognition: Recognition.NOMINATED,
          award: { name: '大奖', level: '一等', year: 2022 },
          listCode: 'J-1',
        }),
        anAchievement('WIA-0002', { partnerOrganisations: ['乙公司'] }),
      ],
    });
    const [first, second] = achievements;
    expect(
      first?.organisations.map(({ organisation_code, role, position }) => [
        organisation_code,
        role,
        position,
      ]),
    ).toEqual([
      ['ORG-00001', 'LEAD', 0],
      ['ORG-00002', 'PARTNER', 1],
      ['ORG-00003', 'PARTNER', 2],
    ]);
    expect(first?.craftsmen.map(({ role, position }) => [role, position])).toEqual([
      ['带头人', 1],
      [null, 2],
    ]);
    expect(first?.grants).toEqual([
      {
        achievement_code: 'WIA-0001',
        position: 1,
        award_code: awards[0]?.code,
        recognition: 'NOMINATED',
        level: '一等',
        year: 2022,
        list_code: 'J-1',
      },
    ]);
    expect(second?.organisations).toEqual([
      { achievement_code: 'WIA-0002', organisation_code: 'ORG-00002', role: 'PARTNER', position: 1 },
    ]);
    expect([second?.craftsmen, second?.grants]).toEqual([[], []]);
  });
});

describe('a line that cannot be loaded is told by file, line and reason, and the rest is planned', () => {
  it.each<[string, Partial<AchievementRow>, string]>([
    ['a code of an earlier line', { code: 'WIA-0001' }, 'the code WIA-0001 stands on an earlier line'],
    ['an unknown industry', { industry: 'SPACE' }, 'industry SPACE is not one of AEROSPACE'],
    ['an unknown region', { region: '火星' }, 'region 火星 is not in regions.jsonl'],
    ['an inherited property for a region', { region: 'constructor' }, 'region constructor is not'],
    ['AWARDED without an award', { recognition: Recognition.AWARDED }, 'recognition AWARDED needs an award'],
    ['a list number without an award', { listCode: 'J-1' }, 'listCode needs an award'],
    ['a repeated person', { people: people('王伟', '李娜', '王伟') }, 'people names 王伟 twice'],
    ['a repeated partner', { partnerOrganisations: ['乙', '乙'] }, 'the unit 乙 is named twice'],
    [
      'a partner that leads',
      { organisation: '乙', partnerOrganisations: ['乙'] },
      'the unit 乙 is named twice',
    ],
  ])('%s', (_, change, reason) => {
    const broken = anAchievement('WIA-0002', change);
    const { achievements, problems, organisations, craftsmen } = plan({
      achievements: [
        anAchievement('WIA-0001'),
        broken,
        anAchievement('WIA-0003', { recognition: Recognition.AWARDED, award: AWARD }),
      ],
    });
    expect(problems).toEqual([
      { file: 'achievements.jsonl', line: 2, reason: expect.stringContaining(reason) },
    ]);
    expect(achievements.map(({ columns }) => columns.code)).toEqual(['WIA-0001', 'WIA-0003']);
    expect([organisations, craftsmen]).toEqual([[], []]);
  });

  it('in the other files too', () => {
    const { problems, studios, craftsmen } = plan({
      craftsmen: [aCraftsman('王伟', { region: '火星' }), aCraftsman('李娜')],
      studios: [aStudio('S', { industry: 'SPACE' }), aStudio('T', { region: '火星' }), aStudio('U')],
    });
    expect(problems.map(({ file, line }) => [file, line])).toEqual([
      ['craftsmen.jsonl', 1],
      ['studios.jsonl', 1],
      ['studios.jsonl', 2],
    ]);
    expect([studios.map(({ name }) => name), craftsmen.map(({ name }) => name)]).toEqual([['U'], ['李娜']]);
  });

  /** Codes for all but one name. */
  const allBut = (missing: string): CodeOf => {
    const registry = new CodeRegistry([]);
    return (kind, identity) => {
      if (identity[0] === missing) throw new UnregisteredCode(kind, identity);
      return registry.give(kind, identity);
    };
  };
  const unregistered = anAchievement('WIA-0001', {
    organisation: '甲公司',
    people: people('李娜', '王伟'),
    studio: 'S',
  });

  it('a record without a registered code', () => {
    const { problems, achievements } = planSeed(
      filesOf({ achievements: [unregistered, anAchievement('WIA-0002')] }),
      allBut('王伟'),
    );
    expect(problems).toEqual([
      {
        file: 'achievements.jsonl',
        line: 1,
        reason: 'no code is registered for the craftsman 王伟, 甲公司; run npm run seed:codes',
      },
    ]);
    expect(achievements).toHaveLength(1);
  });

  it('after the problems of reading', () => {
    const read = { file: 'codes.jsonl', line: 7, reason: 'not a JSON object' };
    const files = { ...filesOf({ craftsmen: [aCraftsman('王伟', { region: '火星' })] }), problems: [read] };
    const { problems } = planSeed(files, () => 'CRF-00001');
    expect(problems.map(({ line }) => line)).toEqual([7, 1]);
    expect(files.problems).toEqual([read]);
  });

  it('but not a defect: that is thrown', () => {
    const noCode = null as unknown as CodeOf;
    expect(() => planSeed(filesOf({ craftsmen: [aCraftsman('王伟')] }), noCode)).toThrow(TypeError);
  });
});
