import { OrganisationRole, Recognition } from '../src/catalog/achievement/achievement.enums.js';
import { AffiliationBasis } from '../src/catalog/craftsman/craftsman.enums.js';
import { UnregisteredCode, type CodeOf } from './codes.js';
import { NamedRecords, type Columns } from './named-records.js';
import { type SeedFiles, type SeedLine, type SeedProblem } from './files.js';
import {
  type AchievementRow,
  type CraftsmanRow,
  type IndustryRow,
  type RegionRow,
  type SourceRow,
  type StudioRow,
} from './rows.js';

/** A link to be loaded, by its column names. */
type Link = Record<string, unknown>;

/** An achievement to be loaded, with everything that hangs on it. */
export interface PlannedAchievement {
  readonly columns: Columns;
  readonly source: SourceRow;
  readonly organisations: Link[];
  readonly craftsmen: Link[];
  readonly grants: Link[];
}

/** Everything to be loaded, and the lines that cannot be. */
export interface SeedPlan {
  readonly industries: Columns[];
  readonly regions: Columns[];
  readonly organisations: Columns[];
  readonly awards: Columns[];
  readonly studios: Columns[];
  readonly craftsmen: Columns[];
  readonly studioLeaders: Link[];
  readonly achievements: PlannedAchievement[];
  readonly problems: SeedProblem[];
}

/** A reason why one line cannot be loaded. */
class LineProblem extends Error {}

/** How a source sets several leaders of a studio apart. */
const BETWEEN_LEADERS = /[/、]/;

/**
 * Turns the source files into the records and links of the catalogue. Pure: it reads and writes nothing.
 *
 * A unit is its name: full and short forms stay apart. A person is a name and a unit; without a unit, a person of
 * one place only. A studio named by an achievement or craftsman is the listed studio of that name, when only one
 * has it. Whoever is named like the leader of the same studio is that leader.
 *
 * @param codeOf gives the code of a record; what it throws becomes the problem of the line
 */
export function planSeed(files: SeedFiles, codeOf: CodeOf): SeedPlan {
  return new Planner(files, codeOf).plan();
}

class Planner {
  private readonly regions: ReadonlyMap<string, string>;
  private readonly industries: ReadonlySet<string>;
  private readonly records: NamedRecords;
  private readonly achievements = new Map<string, PlannedAchievement>();
  private readonly leaders = new Map<string, Map<string, Link>>();
  /** The people with a line of their own that names no unit. */
  private readonly unitless = new Set<string>();
  private readonly problems: SeedProblem[];

  constructor(
    private readonly files: SeedFiles,
    codeOf: CodeOf,
  ) {
    this.regions = new Map(files.regions.map(({ row }) => [row.name, row.code]));
    this.industries = new Set(files.industries.map(({ row }) => row.code));
    this.records = new NamedRecords(
      codeOf,
      files.studios.map(({ row }) => row),
    );
    this.problems = [...files.problems];
  }

  plan(): SeedPlan {
    this.each(this.files.achievements, (row) => this.addAchievement(row));
    this.each(this.files.craftsmen, (row) => this.addCraftsman(row));
    this.each(this.files.studios, (row) => this.addStudio(row));
    return {
      industries: this.unique(this.files.industries).map(industryColumns),
      regions: this.unique(this.files.regions).map(regionColumns),
      organisations: [...this.records.organisations.values()],
      awards: [...this.records.awards.values()],
      studios: [...this.records.studios.values()],
      craftsmen: [...this.records.craftsmen.values()],
      studioLeaders: [...this.leaders.values()].flatMap((leaders) => [...leaders.values()]),
      achievements: [...this.achievements.values()],
      problems: this.problems,
    };
  }

  /** The rows whose code stands on no earlier line; the others are problems. */
  private unique<R extends { code: string }>(lines: readonly SeedLine<R>[]): R[] {
    const rows = new Map<string, R>();
    this.each(lines, (row) => {
      if (rows.has(row.code)) throw new LineProblem(`the code ${row.code} stands on an earlier line`);
      rows.set(row.code, row);
    });
    return [...rows.values()];
  }

  private each<R>(lines: readonly SeedLine<R>[], add: (row: R) => void): void {
    for (const { file, line, row } of lines) {
      try {
        add(row);
      } catch (error) {
        if (!(error instanceof LineProblem || error instanceof UnregisteredCode)) throw error;
        this.problems.push({ file, line, reason: error.message });
      }
    }
  }

  private addAchievement(row: AchievementRow): void {
    if (this.achievements.has(row.code))
      throw new LineProblem(`the code ${row.code} stands on an earlier line`);
    if ((row.recognition === Recognition.AWARDED || row.listCode) && !row.award) {
      throw new LineProblem(`${row.listCode ? 'listCode' : 'recognition AWARDED'} needs an award`);
    }
    const repeated = firstRepeated(row.people.map(({ name }) => name));
    if (repeated) throw new LineProblem(`people names ${repeated} twice`);
    const units = [row.organisation, ...row.partnerOrganisations].filter((name) => name !== null);
    const repeatedUnit = firstRepeated(units);
    if (repeatedUnit) throw new LineProblem(`the unit ${repeatedUnit} is named twice`);

    const industry = this.industry(row.industry);
    const region = this.region(row.region);
    const studio = row.studio === null ? null : this.records.studio(row.studio, row.organisation);
    const lead = row.organisation === null ? null : this.records.organisation(row.organisation);
    const { code } = row;
    const organisations = [
      ...(lead === null ? [] : [{ organisation_code: lead, role: OrganisationRole.LEAD, position: 0 }]),
      ...row.partnerOrganisations.map((name, index) => ({
        organisation_code: this.records.organisation(name),
        role: OrganisationRole.PARTNER,
        position: index + 1,
      })),
    ];
    const basis = row.partnerOrganisations.length ? AffiliationBasis.LEAD_UNIT : AffiliationBasis.SOLE_UNIT;
    const craftsmen = row.people.map(({ name, role }, index) => {
      const person = this.records.craftsman(name, row.organisation, basis, code);
      if (studio !== null) this.records.rememberInStudio(studio, person);
      return { achievement_code: code, craftsman_code: person.code, role, position: index + 1 };
    });
    this.achievements.set(code, {
      columns: {
        code,
        title: row.title,
        title_en: row.titleEn,
        industry_code: industry,
        region_code: region,
        studio_code: studio,
        recognition: row.recognition,
        year: row.year,
        figures: row.figures,
        exhibited_at: row.exhibitedAt,
        people_partial: row.peoplePartial,
      },
      source: row.source,
      organisations: organisations.map((link) => ({ achievement_code: code, ...link })),
      craftsmen,
      grants: row.award ? [this.grant(row, row.award)] : [],
    });
  }

  private grant(row: AchievementRow, award: NonNullable<AchievementRow['award']>): Link {
    return {
      achievement_code: row.code,
      position: 1,
      award_code: this.records.award(award.name),
      recognition: row.recognition,
      level: award.level,
      year: award.year,
      list_code: row.listCode,
    };
  }

  private addCraftsman(row: CraftsmanRow): void {
    if (row.organisation === null) {
      if (this.unitless.has(row.name)) {
        throw new LineProblem(
          `${row.name} without a unit stands on an earlier line; name the units to tell them apart`,
        );
      }
      this.unitless.add(row.name);
    }
    const region = this.region(row.region);
    const studio = row.studio === null ? null : this.records.studio(row.studio, row.organisation);
    const person = this.records.craftsman(
      row.name,
      row.organisation,
      AffiliationBasis.STATED,
      'craftsmen.jsonl',
    );
    Object.assign(person, {
      trade: row.trade,
      honours: row.honours,
      region_code: region,
      studio_code: studio,
      source_url: row.sourceUrl,
    });
    // What is reported of the person alone tells more surely who is meant than a list of many people.
    if (studio !== null) this.records.rememberInStudio(studio, person, true);
  }

  private addStudio(row: StudioRow): void {
    const region = this.region(row.region);
    const industry = row.industry === null ? null : this.industry(row.industry);
    const code = this.records.studio(row.name, row.organisation);
    const organisation =
      row.organisation === null ? null : this.records.organisation(row.organisation, region);
    const known = this.records.studios.get(code);
    this.records.studios.set(code, {
      code,
      name: row.name,
      organisation_code: organisation,
      region_code: region ?? known?.region_code ?? null,
      industry_code: industry ?? known?.industry_code ?? null,
      source_url: row.sourceUrl ?? known?.source_url ?? null,
    });
    const leaders = this.leaders.get(code) ?? new Map<string, Link>();
    this.leaders.set(code, leaders);
    for (const name of row.leader?.split(BETWEEN_LEADERS).filter((part) => part.trim() !== '') ?? []) {
      const person = this.leader(name.trim(), code, row.organisation);
      leaders.set(
        person,
        leaders.get(person) ?? { studio_code: code, craftsman_code: person, position: leaders.size + 1 },
      );
    }
  }

  private leader(name: string, studio: string, organisation: string | null): string {
    const person =
      this.records.findInStudio(studio, name) ??
      this.records.craftsman(name, organisation, AffiliationBasis.STUDIO_UNIT, studio);
    person.studio_code ??= studio;
    return person.code;
  }

  private industry(code: string): string {
    if (this.industries.has(code)) return code;
    throw new LineProblem(`industry ${code} is not one of ${[...this.industries].join(', ')}`);
  }

  private region(name: string | null): string | null {
    if (name === null) return null;
    const code = this.regions.get(name);
    if (code) return code;
    throw new LineProblem(`region ${name} is not in regions.jsonl`);
  }
}

function firstRepeated(values: readonly string[]): string | undefined {
  return values.find((value, index) => values.indexOf(value) < index);
}

function industryColumns(row: IndustryRow): Columns {
  return {
    code: row.code,
    name: row.name,
    name_en: row.nameEn,
    description: row.description,
    description_en: row.descriptionEn,
    position: row.position,
    shown_at_conference: row.shownAtConference,
  };
}

function regionColumns(row: RegionRow): Columns {
  return {
    code: row.code,
    name: row.name,
    name_en: row.nameEn,
    iso_code: row.isoCode,
    position: row.position,
  };
}
