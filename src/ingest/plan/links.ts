import { type AchievementCraftsmanState } from '../../catalog/achievement/achievement.state.js';
import { AffiliationBasis } from '../../catalog/craftsman/craftsman.enums.js';
import { NEW_PERSON, type NamedPerson } from '../schema/cells.js';
import { type ColumnKey } from '../schema/columns.js';
import { type Fault, ImportProblemCode } from '../schema/problems.js';
import { type CatalogueFacts, type NamedRecord } from './catalogue-facts.js';
import { type Trial } from './drafts.js';

/** A problem of a row, by our column. */
export interface RowFault extends Fault {
  readonly column: ColumnKey | null;
}

/** How codes look that the catalogue gives: such a text is never the name of a new record. */
const CODE = /^(ORG|AWD|STU|CRF|WIA)-\d+$/i;

/** Finds the records that one row names, and brings those that are new. */
export class RowLinks {
  readonly faults: RowFault[] = [];

  constructor(
    private readonly facts: CatalogueFacts,
    private readonly trial: Trial,
  ) {}

  /** The code of a unit; null for none. */
  organisation(name: string | null | undefined, column: ColumnKey): string | null {
    if (name == null) return null;
    const [found] = this.facts.organisations.get(name) ?? [];
    if (found) return found.code;
    if (this.isUnknownCode(name, column)) return null;
    return (
      this.trial.find('Organisation', name) ?? this.trial.create('Organisation', name, { name, region: null })
    );
  }

  award(name: string): string {
    const [found] = this.facts.awards.get(name) ?? [];
    if (found) return found.code;
    if (this.isUnknownCode(name, 'award')) return '';
    return this.trial.find('Award', name) ?? this.trial.create('Award', name, { name });
  }

  /** The code of a studio: the only one of the name, or the one of the lead unit. */
  studio(name: string | null | undefined, lead: string | null): string | null {
    if (name == null) return null;
    const found = this.facts.studios.get(name) ?? [];
    const [only] = found.length === 1 ? found : found.filter(({ organisation }) => organisation === lead);
    if (only) return only.code;
    if (found.length > 1) {
      this.faults.push({
        column: 'studio',
        code: ImportProblemCode.AMBIGUOUS_NAME,
        message: `${found.length} studios are named “${name}”. Give the code of one.`,
        suggestion: choices(found),
      });
      return null;
    }
    if (this.isUnknownCode(name, 'studio')) return null;
    const state = { name, organisation: null, region: null, industry: null, leaders: [], sourceUrl: null };
    return this.trial.find('Studio', name) ?? this.trial.create('Studio', name, state);
  }

  craftsmen(
    people: readonly NamedPerson[],
    lead: string | null,
    hasPartners: boolean,
  ): AchievementCraftsmanState[] {
    return people.map((person) => {
      const own = this.organisation(person.unit, 'craftsmen');
      const basis =
        own !== null
          ? AffiliationBasis.STATED
          : hasPartners
            ? AffiliationBasis.LEAD_UNIT
            : AffiliationBasis.SOLE_UNIT;
      return { craftsman: this.craftsman(person, own ?? lead, basis) ?? '', role: person.role };
    });
  }

  private craftsman(
    { name, known }: NamedPerson,
    organisation: string | null,
    basis: AffiliationBasis,
  ): string | null {
    const namesakes = (this.facts.craftsmen.get(name) ?? []).filter((each) => each.name === name);
    const isNew = known?.toLowerCase() === NEW_PERSON;
    if (known !== null && !isNew) return this.chosen(name, known);
    const same =
      organisation === null ? undefined : namesakes.find((each) => each.organisation === organisation);
    const identity = organisation === null ? null : `${name}\n${organisation}`;
    const found = same?.code ?? (identity === null ? undefined : this.trial.find('Craftsman', identity));
    if (found !== undefined) return found;
    if (namesakes.length > 0 && !isNew) {
      this.faults.push({
        column: 'craftsmen',
        code: ImportProblemCode.NAMESAKE,
        message: `The catalogue has “${name}” with another unit: ${choices(namesakes)}. Write “${name}#${namesakes[0]?.code}” for the same person, “${name}#${NEW_PERSON}” for another one.`,
        suggestion: `${name}#${namesakes[0]?.code}`,
      });
      return null;
    }
    return this.trial.create('Craftsman', identity, {
      name,
      organisation,
      organisationBasis: organisation === null ? null : basis,
      trade: null,
      honours: [],
      region: null,
      studio: null,
      sourceUrl: null,
    });
  }

  private chosen(name: string, code: string): string | null {
    const [found] = this.facts.craftsmen.get(code) ?? [];
    if (found?.name === name) return found.code;
    this.faults.push({
      column: 'craftsmen',
      code: ImportProblemCode.UNKNOWN_CODE,
      message: found ? `${code} is “${found.name}” and not “${name}”.` : `No person has the code ${code}.`,
    });
    return null;
  }

  private isUnknownCode(name: string, column: ColumnKey): boolean {
    if (!CODE.test(name)) return false;
    this.faults.push({
      column,
      code: ImportProblemCode.UNKNOWN_CODE,
      message: `No record has the code ${name}.`,
    });
    return true;
  }
}

/** So many records are offered at most. */
const OFFERED = 5;

function choices(records: readonly NamedRecord[]): string {
  return records
    .slice(0, OFFERED)
    .map(({ code, unit }) => (unit === null ? code : `${code}（${unit}）`))
    .join('；');
}
