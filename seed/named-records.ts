import { AffiliationBasis } from '../src/catalog/craftsman/craftsman.enums.js';
import { type CodeOf, type Identity } from './codes.js';
import { type StudioRow } from './rows.js';

/** A record to be loaded, by its column names. */
export type Columns = Record<string, unknown> & { code: string };

/** A person to be loaded. */
export interface CraftsmanColumns extends Columns {
  name: string;
  organisation_code: string | null;
  organisation_basis: AffiliationBasis | null;
  trade: string | null;
  honours: string[];
  region_code: string | null;
  studio_code: string | null;
  source_url: string | null;
}

/** The bases of a person's unit, strongest first. */
const BASES = [
  AffiliationBasis.STATED,
  AffiliationBasis.STUDIO_UNIT,
  AffiliationBasis.SOLE_UNIT,
  AffiliationBasis.LEAD_UNIT,
];

/**
 * The units, awards, studios and people that the lines name, each once. Here it is decided when two names mean the
 * same record: see {@link Identity}.
 */
export class NamedRecords {
  readonly organisations = new Map<string, Columns>();
  readonly awards = new Map<string, Columns>();
  readonly studios = new Map<string, Columns>();
  readonly craftsmen = new Map<string, CraftsmanColumns>();
  /** The units of the studios listed under a name. */
  private readonly listedStudios = new Map<string, Set<string | null>>();
  /** The regions named with a unit. */
  private readonly unitRegions = new Map<string, Set<string>>();
  /** Who is named how in which studio, by studio code and name. */
  private readonly namedInStudio = new Map<string, CraftsmanColumns>();

  constructor(
    private readonly codeOf: CodeOf,
    listedStudios: Iterable<StudioRow>,
  ) {
    for (const { name, organisation } of listedStudios) {
      this.listedStudios.set(name, (this.listedStudios.get(name) ?? new Set()).add(organisation));
    }
  }

  /** The code of a unit; `region` is one in which a source places it. */
  organisation(name: string, region: string | null = null): string {
    const code = this.codeOf('organisation', [name]);
    const unit = this.organisations.get(code) ?? { code, name, region_code: null };
    this.organisations.set(code, unit);
    if (region !== null) {
      const regions = (this.unitRegions.get(code) ?? new Set()).add(region);
      this.unitRegions.set(code, regions);
      // Only a region on which all agree is a fact about the unit.
      unit.region_code = regions.size === 1 ? region : null;
    }
    return code;
  }

  /** The code of an award. */
  award(name: string): string {
    const code = this.codeOf('award', [name]);
    this.awards.set(code, { code, name });
    return code;
  }

  /** The code of the studio that is named together with a unit: the listed one when only one has the name. */
  studio(name: string, organisation: string | null): string {
    const listed = this.listedStudios.get(name);
    const only = listed?.size === 1 ? ([...listed][0] as string | null) : organisation;
    const code = this.codeOf('studio', [name, listed?.has(organisation) ? organisation : only]);
    if (!this.studios.has(code)) {
      // That a unit is named with a studio does not say that it runs the studio; a line of studios.jsonl does.
      const unknown = { organisation_code: null, region_code: null, industry_code: null, source_url: null };
      this.studios.set(code, { code, name, ...unknown });
    }
    return code;
  }

  /** The person with this name and unit, or, without a unit, reported at this one place. */
  craftsman(
    name: string,
    organisation: string | null,
    basis: AffiliationBasis,
    place: string,
  ): CraftsmanColumns {
    const identity: Identity = organisation === null ? [name, null, place] : [name, organisation];
    const code = this.codeOf('craftsman', identity);
    const person = this.craftsmen.get(code) ?? {
      code,
      name,
      organisation_code: organisation === null ? null : this.organisation(organisation),
      organisation_basis: null,
      trade: null,
      honours: [],
      region_code: null,
      studio_code: null,
      source_url: null,
    };
    this.craftsmen.set(code, person);
    if (organisation !== null) {
      person.organisation_basis =
        BASES.find((each) => each === basis || each === person.organisation_basis) ?? basis;
    }
    return person;
  }

  /** Remembers who is named how in a studio; the first one named, unless `surely`. */
  rememberInStudio(studio: string, person: CraftsmanColumns, surely = false): void {
    const key = JSON.stringify([studio, person.name]);
    if (surely || !this.namedInStudio.has(key)) this.namedInStudio.set(key, person);
  }

  /** Whoever has this name in a studio; undefined when nobody has. */
  findInStudio(studio: string, name: string): CraftsmanColumns | undefined {
    return this.namedInStudio.get(JSON.stringify([studio, name]));
  }
}
