import { beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CodeRegistry } from './codes.js';
import { readSeedFiles, SEED_FOLDER } from './files.js';
import { planSeed, type SeedPlan } from './plan.js';

/** A line of a source file, read without any of our classes. */
type Line = Record<string, unknown>;

interface AchievementLine extends Line {
  code: string;
  organisation: string | null;
  partnerOrganisations: string[];
  people: { name: string }[];
  studio: string | null;
  industry: string;
  region: string | null;
  recognition: string;
  award: { name: string; level: string | null; year: number | null } | null;
}

function linesOf<L extends Line>(file: string): L[] {
  const text = readFileSync(join(SEED_FOLDER, file), 'utf8').trim();
  return text.split('\n').map((line) => JSON.parse(line) as L);
}

function countBy<T>(list: readonly T[], key: (item: T) => unknown): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of list) counts[String(key(item))] = (counts[String(key(item))] ?? 0) + 1;
  return counts;
}

const achievements = linesOf<AchievementLine>('achievements.jsonl');
const craftsmen = linesOf<Line & { name: string; organisation: string | null; studio: string | null }>(
  'craftsmen.jsonl',
);
const studios = linesOf<Line & { name: string; organisation: string | null; leader: string | null }>(
  'studios.jsonl',
);
const registered = linesOf<Line & { code: string; kind: string; identity: unknown[] }>('codes.jsonl');

const files = readSeedFiles();
let plan: SeedPlan;
const asked = new Set<string>();

beforeAll(() => {
  const registry = new CodeRegistry(files.codes.map(({ row }) => row));
  plan = planSeed(files, (kind, identity) => {
    asked.add(JSON.stringify([kind, ...identity]));
    return registry.give(kind, identity);
  });
  expect(registry.added).toEqual([]);
});

describe('the source files', () => {
  it('have no problem', () => {
    expect(plan.problems).toEqual([]);
  });

  it('hold 1,258 achievements with codes of their own', () => {
    expect(achievements).toHaveLength(1_258);
    expect(plan.achievements.map(({ columns }) => columns.code)).toEqual(
      achievements.map(({ code }) => code),
    );
    expect(new Set(achievements.map(({ code }) => code)).size).toBe(1_258);
  });

  it.each([
    ['RAIL_TRANSIT', 64],
    ['ELECTRIC_POWER', 154],
    ['AEROSPACE', 48],
  ])('hold of %s %i achievements', (industry, count) => {
    expect(plan.achievements.filter(({ columns }) => columns.industry_code === industry)).toHaveLength(count);
  });

  it('name only industries and regions that are listed, and every industry is named', () => {
    const industries = plan.industries.map(({ code }) => code);
    expect(Object.keys(countBy(achievements, ({ industry }) => industry)).sort()).toEqual(
      [...industries].sort(),
    );
    expect(plan.regions).toHaveLength(34);
    const regions = new Set(plan.regions.map(({ code }) => code));
    const used = [
      ...plan.achievements.map(({ columns }) => columns),
      ...plan.craftsmen,
      ...plan.studios,
      ...plan.organisations,
    ];
    expect(
      used.filter(({ region_code }) => region_code !== null && !regions.has(region_code as string)),
    ).toEqual([]);
  });

  it('hold 706 achievements that won, 212 that were nominated and 340 that were reported', () => {
    expect(countBy(plan.achievements, ({ columns }) => columns.recognition)).toEqual({
      AWARDED: 706,
      NOMINATED: 212,
      REPORTED: 340,
    });
  });
});

describe('the plan agrees with a recount of the lines', () => {
  it('in the fields that each achievement has', () => {
    for (const [planned, line] of [
      ['industry_code', 'industry'],
      ['year', 'year'],
      ['title', 'title'],
      ['title_en', 'titleEn'],
      ['exhibited_at', 'exhibitedAt'],
      ['people_partial', 'peoplePartial'],
    ] as const) {
      expect(plan.achievements.map(({ columns }) => columns[planned])).toEqual(
        achievements.map((each) => each[line]),
      );
    }
  });

  it('in its regions', () => {
    const codes = new Map(plan.regions.map(({ code, name }) => [name, code]));
    expect(plan.achievements.map(({ columns }) => columns.region_code)).toEqual(
      achievements.map(({ region }) => (region === null ? null : codes.get(region))),
    );
  });

  it('in its people, name by name', () => {
    const names = new Map(plan.craftsmen.map(({ code, name }) => [code, name]));
    expect(
      plan.achievements.map((each) => each.craftsmen.map((link) => names.get(link.craftsman_code as string))),
    ).toEqual(achievements.map(({ people }) => people.map(({ name }) => name)));
    expect(achievements.flatMap(({ people }) => people).length).toBeGreaterThan(2_000);
  });

  it('in its units, name by name and role by role', () => {
    const names = new Map(plan.organisations.map(({ code, name }) => [code, name]));
    const planned = plan.achievements.map((each) =>
      each.organisations.map((link) => [link.role, names.get(link.organisation_code as string)]),
    );
    expect(planned).toEqual(
      achievements.map(({ organisation, partnerOrganisations }) => [
        ...(organisation === null ? [] : [['LEAD', organisation]]),
        ...partnerOrganisations.map((name) => ['PARTNER', name]),
      ]),
    );
  });

  it('in its grants', () => {
    const names = new Map(plan.awards.map(({ code, name }) => [code, name]));
    const planned = plan.achievements.flatMap(({ grants }) =>
      grants.map((grant) => [
        grant.achievement_code,
        names.get(grant.award_code as string),
        grant.level,
        grant.year,
        grant.recognition,
        grant.list_code,
      ]),
    );
    expect(planned).toEqual(
      achievements
        .filter(({ award }) => award !== null)
        .map((each) => [
          each.code,
          each.award?.name,
          each.award?.level,
          each.award?.year,
          each.recognition,
          each.listCode,
        ]),
    );
  });

  it('in its studios: every one named or listed, by its name', () => {
    const named = [
      ...achievements.map(({ studio }) => studio),
      ...craftsmen.map(({ studio }) => studio),
      ...studios.map(({ name }) => name),
    ];
    const names = new Set(named.filter((name) => name !== null));
    expect(new Set(plan.studios.map(({ name }) => name))).toEqual(names);
    const byCode = new Map(plan.studios.map(({ code, name }) => [code, name]));
    expect(plan.achievements.map(({ columns }) => byCode.get(columns.studio_code as string) ?? null)).toEqual(
      achievements.map(({ studio }) => studio),
    );
  });

  it('in the leaders of its studios', () => {
    const leaders = new Set(
      studios.flatMap(({ name, organisation, leader }) =>
        (leader?.split(/[/、]/) ?? []).map((each) => JSON.stringify([name, organisation, each.trim()])),
      ),
    );
    expect(plan.studioLeaders).toHaveLength(leaders.size);
  });

  it('in its units: each name once', () => {
    const names = new Set([
      ...achievements.flatMap(({ organisation, partnerOrganisations }) => [
        organisation,
        ...partnerOrganisations,
      ]),
      ...craftsmen.map(({ organisation }) => organisation),
      ...studios.map(({ organisation }) => organisation),
    ]);
    names.delete(null);
    expect(plan.organisations.map(({ name }) => name).sort()).toEqual([...names].sort());
  });

  it('in its people with a unit: each name and unit once', () => {
    const unitNames = new Map(plan.organisations.map(({ code, name }) => [code, name as string]));
    const planned = plan.craftsmen
      .filter(({ organisation_code }) => organisation_code !== null)
      .map(({ name, organisation_code }) => [name, unitNames.get(organisation_code as string)].join(' '));
    expect(new Set(planned).size).toBe(planned.length);
    const named = [
      ...achievements.flatMap(({ people, organisation }) => people.map(({ name }) => [name, organisation])),
      ...craftsmen.map(({ name, organisation }) => [name, organisation]),
    ].filter(([, organisation]) => organisation !== null);
    const people = new Set(planned);
    expect(named.map((each) => each.join(' ')).filter((each) => !people.has(each))).toEqual([]);
  });

  it('in the craftsmen that have a line of their own', () => {
    const stated = plan.craftsmen.filter(({ organisation_basis }) => organisation_basis === 'STATED');
    expect(stated).toHaveLength(craftsmen.filter(({ organisation }) => organisation !== null).length);
  });
});

describe('the registered codes', () => {
  it('are each registered once, for one record', () => {
    expect(new Set(registered.map(({ code }) => code)).size).toBe(registered.length);
    expect(new Set(registered.map(({ kind, identity }) => JSON.stringify([kind, ...identity]))).size).toBe(
      registered.length,
    );
  });

  it('are all used, and nothing else is', () => {
    const identities = registered.map(({ kind, identity }) => JSON.stringify([kind, ...identity]));
    expect([...asked].sort()).toEqual(identities.sort());
  });

  it.each([
    ['organisation', /^ORG-\d{5}$/],
    ['craftsman', /^CRF-\d{5}$/],
    ['studio', /^STU-\d{4}$/],
    ['award', /^AWD-\d{4}$/],
  ] as const)('of the kind %s have one shape and stand in the plan once', (kind, shape) => {
    const codes = registered.filter((each) => each.kind === kind).map(({ code }) => code);
    expect(codes.filter((code) => !shape.test(code))).toEqual([]);
    const planned = {
      organisation: plan.organisations,
      craftsman: plan.craftsmen,
      studio: plan.studios,
      award: plan.awards,
    };
    expect(planned[kind].map(({ code }) => code).sort()).toEqual(codes.sort());
  });
});

describe('codes given later', () => {
  /** Plans with these lines around the real ones; gives the new codes. */
  function growing(
    before: AchievementLine[],
    after: AchievementLine[],
  ): { added: string[]; changed: number } {
    const line = (row: AchievementLine) => ({ file: 'achievements.jsonl', line: 0, row: row as never });
    const grown = {
      ...files,
      achievements: [...before.map(line), ...files.achievements, ...after.map(line)],
    };
    const registry = new CodeRegistry(files.codes.map(({ row }) => row));
    const again = planSeed(grown, (kind, identity) => registry.give(kind, identity));
    const names = (list: SeedPlan): Map<string, unknown> =>
      new Map(
        [...list.organisations, ...list.craftsmen, ...list.studios, ...list.awards].map((each) => [
          each.code,
          each.name,
        ]),
      );
    const now = names(again);
    return {
      added: registry.added.map(({ code }) => code),
      changed: [...names(plan)].filter(([code, name]) => now.get(code) !== name).length,
    };
  }

  const fresh: AchievementLine = {
    ...(achievements[0] as AchievementLine),
    code: 'WIA-9001',
    organisation: '一个从未出现的单位',
    partnerOrganisations: [],
    people: [{ name: '从未出现', role: null } as { name: string }],
    studio: '从未出现工作室',
  };

  it.each<[string, AchievementLine[], AchievementLine[]]>([
    ['before', [fresh], []],
    ['after', [], [fresh]],
  ])('to a line that comes %s all others change no code and repeat none', (_, before, after) => {
    const { added, changed } = growing(before, after);
    expect(changed).toBe(0);
    expect(added.map((code) => code.slice(0, 4)).sort()).toEqual(['CRF-', 'ORG-', 'STU-']);
    expect(added.filter((code) => registered.some((row) => row.code === code))).toEqual([]);
  });

  it('are none for a line that names nothing new', () => {
    const known = { ...(achievements[0] as AchievementLine), code: 'WIA-9001' };
    expect(growing([], [known])).toEqual({ added: [], changed: 0 });
  });
});
