import { type EntityManager } from 'typeorm';
import { type AchievementState } from '../../catalog/achievement/achievement.state.js';
import { type EditedType } from '../../catalog/editing/edits.js';
import { checkState } from '../../catalog/editing/state.rules.js';
import { type ColumnKey, COLUMN_KEYS, IMPORT_COLUMNS } from '../schema/columns.js';
import { type ReadColumn } from '../schema/headers.js';
import { type ImportProblem, ImportProblemCode } from '../schema/problems.js';
import { type ReadRow, type RowValues } from '../schema/row-values.js';
import { achievementOf, changesBetween, missingValues } from './achievement-plan.js';
import { namedBy, readFacts, type CatalogueFacts } from './catalogue-facts.js';
import { Drafts, type Trial } from './drafts.js';
import { type PlanStore } from './plan.store.js';
import { type RowFault } from './link-faults.js';
import { RowLinks } from './links.js';
import { RowAction, type PlannedEdit, type PlannedRow } from './planned.js';

/** What comes of some rows. */
export interface Plan {
  readonly rows: readonly PlannedRow[];
  readonly edits: readonly PlannedEdit[];
}

/** Earlier rows of the file, by what they are and by the code that they give. */
interface Seen {
  readonly byIdentity: Map<string, number>;
  readonly byCode: Map<string, number>;
}

/** Fields of a state whose columns have other names. */
const COLUMN_OF: Readonly<Record<string, ColumnKey>> = {
  grants: 'award',
  'source.kind': 'sourceKind',
  'source.publisher': 'sourcePublisher',
  'source.title': 'sourceTitle',
  'source.date': 'sourceDate',
  'source.url': 'sourceUrl',
};

/** Decides what comes of each row: it knows the catalogue and the rows before, and writes nothing. */
export class Planner {
  private readonly drafts: Drafts;
  private readonly names: ReadonlyMap<ColumnKey, string>;

  constructor(
    private readonly tx: EntityManager,
    private readonly store: PlanStore,
    columns: readonly ReadColumn[],
  ) {
    this.drafts = new Drafts(tx, store);
    this.names = new Map(columns.map(({ key, name }) => [key, name]));
  }

  /** Plans the next rows of the file; their number bounds memory. */
  async plan(rows: readonly ReadRow[]): Promise<Plan> {
    const sound = rows.filter((row) => !isRefused(row.problems));
    const named = namedBy(sound);
    const facts = await readFacts(this.tx, named);
    await this.drafts.expect('Organisation', named.organisations, named.organisations.length);
    await this.drafts.expect('Award', named.awards, named.awards.length);
    await this.drafts.expect(
      'Studio',
      this.studiosOf(sound, facts),
      sound.filter(({ values }) => values.studio != null).length,
    );
    await this.drafts.expect('Craftsman', this.peopleOf(sound, facts), named.mentions);
    await this.drafts.expect('Achievement', [], sound.filter(({ values }) => values.code == null).length);
    const seen = await this.readSeen(sound, facts);
    const planned = rows.map((row) =>
      isRefused(row.problems) ? refused(row, row.problems) : this.planRow(row, facts, seen),
    );
    return { rows: planned, edits: this.drafts.take() };
  }

  private planRow(row: ReadRow, facts: CatalogueFacts, seen: Seen): PlannedRow {
    const trial = this.drafts.trial();
    const links = new RowLinks(facts, trial);
    const { values } = row;
    const code = values.code ?? null;
    const stored = code === null ? undefined : facts.achievements.get(code);
    const before = stored?.state ?? null;
    const faults = codeFaults(code, before, seen);
    if (faults.length === 0) faults.push(...missingValues(values, code === null));
    if (faults.length > 0) return this.refuse(row, faults);

    const state = achievementOf(values, before, links);
    const identity = identityOf(state.title, state.organisation);
    faults.push(...links.faults);
    if (faults.length === 0)
      faults.push(...duplicateFaults(state, code, facts, seen.byIdentity.get(identity)));
    if (faults.length === 0) faults.push(...ruleFaults(state, trial));
    if (faults.length > 0) return this.refuse(row, faults);

    const changes = before === null ? [] : changesBetween(before, state);
    const action =
      before === null ? RowAction.CREATE : changes.length > 0 ? RowAction.CHANGE : RowAction.KEEP;
    const own = code ?? trial.create('Achievement', null, state);
    if (stored && action === RowAction.CHANGE) {
      trial.change({ type: 'Achievement', code: stored.code, ifVersion: stored.version, state });
    }
    trial.keep();
    seen.byIdentity.set(identity, row.row);
    seen.byCode.set(own, row.row);
    return { row: row.row, action, code: own, title: state.title, identity, changes, problems: row.problems };
  }

  /** What identifies the people whose unit is known before the rows are planned. */
  private peopleOf(rows: readonly ReadRow[], facts: CatalogueFacts): string[] {
    const identities = rows.flatMap(({ values }) =>
      (values.craftsmen ?? []).flatMap(({ name, unit }) => {
        const organisation = this.unitOf(unit ?? leadOf(values, facts), facts);
        return organisation === null ? [] : `${name}\n${organisation}`;
      }),
    );
    return [...new Set(identities)];
  }

  /** What identifies the studios: by name, and those that are told from namesakes by the lead unit. */
  private studiosOf(rows: readonly ReadRow[], facts: CatalogueFacts): string[] {
    const identities = rows.flatMap(({ values }) => {
      if (values.studio == null) return [];
      const { name } = values.studio;
      return [name, `${name}\n${this.unitOf(leadOf(values, facts), facts)}`];
    });
    return [...new Set(identities)];
  }

  private async readSeen(rows: readonly ReadRow[], facts: CatalogueFacts): Promise<Seen> {
    const identities = rows.map(({ values }) => {
      const title = values.title ?? facts.achievements.get(values.code ?? '')?.state?.title ?? '';
      return identityOf(title, this.unitOf(leadOf(values, facts), facts));
    });
    const codes = rows.flatMap(({ values }) => values.code ?? []);
    const earlier = await this.store.earlierRows(identities, codes);
    return {
      byIdentity: new Map(earlier.map(({ identity, row }) => [identity, row])),
      byCode: new Map(earlier.map(({ code, row }) => [code, row])),
    };
  }

  private unitOf(name: string | null, facts: CatalogueFacts): string | null {
    if (name === null) return null;
    return facts.organisations.get(name)?.[0]?.code ?? this.drafts.find('Organisation', name) ?? name;
  }

  private refuse(row: ReadRow, faults: readonly RowFault[]): PlannedRow {
    const problems = faults.map(({ column, code, message, suggestion }): ImportProblem => ({
      row: row.row,
      column: column === null ? null : (this.names.get(column) ?? IMPORT_COLUMNS[column].zh),
      code,
      message,
      suggestion: suggestion ?? null,
    }));
    return refused(row, [...row.problems, ...problems]);
  }
}

function isRefused(problems: readonly ImportProblem[]): boolean {
  return problems.some(({ code }) => code !== ImportProblemCode.MENDED);
}

function refused({ row, values }: ReadRow, problems: readonly ImportProblem[]): PlannedRow {
  const { code = null, title = null } = values;
  return { row, action: RowAction.REFUSE, code, title, identity: null, changes: [], problems };
}

/** Title and lead unit: what no two achievements share, but by error. */
function identityOf(title: string, organisation: string | null): string {
  return `${title}\n${organisation ?? ''}`;
}

/** Name or code of the lead unit that a row tells or leaves as it stands. */
function leadOf({ organisation, code }: RowValues, facts: CatalogueFacts): string | null {
  if (organisation !== undefined) return organisation;
  return facts.achievements.get(code ?? '')?.state?.organisation ?? null;
}

function codeFaults(code: string | null, before: AchievementState | null, { byCode }: Seen): RowFault[] {
  if (code === null) return [];
  const fault = { column: 'code' } as const;
  if (before === null) {
    const message = `No achievement has the code ${code}, or it was withdrawn. Leave the cell empty for a new one.`;
    return [{ ...fault, code: ImportProblemCode.UNKNOWN_CODE, message }];
  }
  const row = byCode.get(code);
  if (row === undefined) return [];
  return [
    { ...fault, code: ImportProblemCode.DUPLICATE_CODE, message: `Row ${row} has the code ${code} too.` },
  ];
}

function duplicateFaults(
  { title, organisation }: AchievementState,
  code: string | null,
  { titled }: CatalogueFacts,
  earlier: number | undefined,
): RowFault[] {
  if (earlier !== undefined) {
    const message = `Row ${earlier} has this title and lead unit too.`;
    return [{ column: 'title', code: ImportProblemCode.DUPLICATE_IN_FILE, message }];
  }
  const others = titled.filter((each) => each.title === title && each.organisation === organisation);
  const [other] = others;
  if (other === undefined || others.some((each) => each.code === code)) return [];
  const message = `${other.code} has this title and lead unit already. Put its code into ${IMPORT_COLUMNS.code.zh} to change it.`;
  return [
    { column: 'title', code: ImportProblemCode.DUPLICATE_IN_CATALOGUE, message, suggestion: other.code },
  ];
}

/** The column that names a new record of each kind. */
const COLUMN_OF_NEW: Readonly<Record<EditedType, ColumnKey>> = {
  Achievement: 'title',
  Organisation: 'organisation',
  Award: 'award',
  Studio: 'studio',
  Craftsman: 'craftsmen',
};

/** The rules of the catalogue that the record itself, or one that it brings, would break. */
function ruleFaults(state: AchievementState, trial: Trial): RowFault[] {
  const code = ImportProblemCode.INVALID_VALUE;
  const own = checkState('Achievement', state).map(({ path, message }) => ({
    column: columnOf(path),
    code,
    message,
  }));
  const brought = trial.created.flatMap(({ type, state: created }) =>
    created === null
      ? []
      : checkState<EditedType>(type, created).map(({ message }) => ({
          column: COLUMN_OF_NEW[type],
          code,
          message,
        })),
  );
  return [...own, ...brought];
}

function columnOf(path: readonly string[]): ColumnKey | null {
  const [field = '', part = ''] = path;
  const named = COLUMN_OF[`${field}.${part}`] ?? COLUMN_OF[field];
  return named ?? COLUMN_KEYS.find((key) => key === field) ?? null;
}
