import { type AchievementCraftsmanState } from '../../catalog/achievement/achievement.state.js';
import { AffiliationBasis } from '../../catalog/craftsman/craftsman.enums.js';
import { NEW, type NamedPerson, type NamedStudio } from '../schema/cells.js';
import { type ColumnKey } from '../schema/columns.js';
import { ImportProblemCode } from '../schema/problems.js';
import { type CatalogueFacts } from './catalogue-facts.js';
import { type Trial } from './drafts.js';
import { choices, type RowFault, unknownCode } from './link-faults.js';
import { StudioLink } from './studio-link.js';

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

  /** The code of a studio: of namesakes, the one that has to do with the lead unit. */
  studio(named: NamedStudio | null | undefined, lead: string | null): string | null {
    if (named == null) return null;
    return new StudioLink(this.facts, this.trial, (fault) => this.faults.push(fault)).find(named, lead);
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
    const isNew = known?.toLowerCase() === NEW;
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
        message: `The catalogue has “${name}” with another unit: ${choices(namesakes)}. Write “${name}#${namesakes[0]?.code}” for the same person, “${name}#${NEW}” for another one.`,
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
    const fault = unknownCode(name, column);
    if (fault) this.faults.push(fault);
    return fault !== null;
  }
}
