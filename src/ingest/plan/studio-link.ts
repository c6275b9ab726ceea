import { NEW, SAME, type NamedStudio } from '../schema/cells.js';
import { ImportProblemCode } from '../schema/problems.js';
import { type CatalogueFacts, type NamedRecord } from './catalogue-facts.js';
import { type Trial } from './drafts.js';
import { choices, type RowFault, unknownCode } from './link-faults.js';

/**
 * Finds the studio that a row names, or brings a new one. Many studios are called alike, so one that is known with
 * other units only is not taken for it: the row must say which one is meant.
 */
export class StudioLink {
  constructor(
    private readonly facts: CatalogueFacts,
    private readonly trial: Trial,
    private readonly tell: (fault: RowFault) => void,
  ) {}

  /**
   * The code of the studio; null when it cannot be told.
   *
   * @param lead code of the row's lead unit
   */
  find({ name, known }: NamedStudio, lead: string | null): string | null {
    if (known === NEW) return this.another(name, lead) ?? this.bring(`${name}\n${lead}`, name, lead);
    if (known !== null && known !== SAME) return this.chosen(name, known);
    const stored = this.facts.studios.get(name) ?? [];
    return stored.length > 0 ? this.among(stored, name, lead) : this.drafted(name, lead, known === SAME);
  }

  /** The one of the catalogue's namesakes that has to do with the lead unit, or could have. */
  private among(stored: readonly NamedRecord[], name: string, lead: string | null): string | null {
    const [only] = stored;
    const isOpen = only?.code === name || lead === null || only?.units.length === 0;
    if (stored.length === 1 && isOpen) return only?.code ?? null;
    const fitting = stored.filter(({ units }) => lead !== null && units.includes(lead));
    if (fitting.length === 1) return fitting[0]?.code ?? null;
    const another = this.another(name, lead);
    if (another !== null) return another;
    const isNamesake = stored.length === 1;
    this.tell({
      column: 'studio',
      code: isNamesake ? ImportProblemCode.NAMESAKE : ImportProblemCode.AMBIGUOUS_NAME,
      message: isNamesake
        ? `The catalogue has “${name}” with other units: ${choices(stored)}. Write “${name}#${only?.code}” for the same studio, “${name}#${NEW}” for another one.`
        : `${stored.length} studios are named “${name}”. Write “${name}#CODE” for one of them, “${name}#${NEW}” for another one.`,
      suggestion: isNamesake ? `${name}#${only?.code}` : choices(stored),
    });
    return null;
  }

  /** The one that an earlier row brings, or a new one. */
  private drafted(name: string, lead: string | null, isSame: boolean): string | null {
    const fault = unknownCode(name, 'studio');
    if (fault) {
      this.tell(fault);
      return null;
    }
    const earlier = this.trial.earlier('Studio', name);
    if (earlier === undefined) return this.bring(name, name, lead);
    if (isSame || earlier.unit === lead || earlier.unit === null || lead === null) return earlier.code;
    const another = this.another(name, lead);
    if (another !== null) return another;
    this.tell({
      column: 'studio',
      code: ImportProblemCode.NAMESAKE,
      message: `An earlier row brings “${name}” with another lead unit. Write “${name}#${SAME}” for the same studio, “${name}#${NEW}” for another one.`,
      suggestion: `${name}#${NEW}`,
    });
    return null;
  }

  private chosen(name: string, code: string): string | null {
    const [found] = this.facts.studios.get(code) ?? [];
    if (found?.name === name) return found.code;
    this.tell({
      column: 'studio',
      code: ImportProblemCode.UNKNOWN_CODE,
      message: found ? `${code} is “${found.name}” and not “${name}”.` : `No studio has the code ${code}.`,
    });
    return null;
  }

  /** The other one of the name that an earlier row brings for this lead unit. */
  private another(name: string, lead: string | null): string | null {
    return this.trial.earlier('Studio', `${name}\n${lead}`)?.code ?? null;
  }

  private bring(identity: string, name: string, lead: string | null): string {
    const state = { name, organisation: null, region: null, industry: null, leaders: [], sourceUrl: null };
    return this.trial.create('Studio', identity, state, lead);
  }
}
