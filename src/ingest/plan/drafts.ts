import { type EntityManager } from 'typeorm';
import { type EditedType, type States } from '../../catalog/editing/edits.js';
import { giveCodes } from '../../catalog/editing/give-codes.js';
import { type Draft, type PlanStore } from './plan.store.js';
import { type PlannedEdit } from './planned.js';

/** The records that the rows of a file bring, each once: achievements, and what they name that is new. */
export class Drafts {
  private readonly known = new Map<string, Draft>();
  private readonly codes = new Map<EditedType, string[]>();
  private edits: PlannedEdit[] = [];

  constructor(
    private readonly tx: EntityManager,
    private readonly store: PlanStore,
  ) {}

  /**
   * Prepares for the next rows: finds what earlier ones brought, and codes for what these may bring.
   *
   * @param most how many records of the kind they can bring at most
   */
  async expect(type: EditedType, identities: readonly string[], most: number): Promise<void> {
    for (const [identity, draft] of await this.store.drafted(type, identities)) {
      this.known.set(keyOf(type, identity), draft);
    }
    const left = this.codes.get(type) ?? [];
    const needed = most - left.length;
    if (needed <= 0) return;
    // Taken from the end, the lowest first.
    const given = await giveCodes(this.tx, type, needed);
    this.codes.set(type, [...given.reverse(), ...left]);
  }

  /** The code of a record that an earlier row brings. */
  find(type: EditedType, identity: string): string | undefined {
    return this.known.get(keyOf(type, identity))?.code;
  }

  /** Begins a row: what it brings counts once it is kept. */
  trial(): Trial {
    return new Trial(this.known, this.codes, (edits) => this.edits.push(...edits));
  }

  /** The edits of the rows since the last time. */
  take(): PlannedEdit[] {
    const { edits } = this;
    this.edits = [];
    this.known.clear();
    return edits;
  }
}

/** What one row brings. */
export class Trial {
  private readonly brought: PlannedEdit[] = [];

  constructor(
    private readonly known: Map<string, Draft>,
    private readonly codes: ReadonlyMap<EditedType, string[]>,
    private readonly accept: (edits: readonly PlannedEdit[]) => void,
  ) {}

  /** The code of a record that this row or an earlier one brings. */
  find(type: EditedType, identity: string): string | undefined {
    const own = this.brought.find((edit) => edit.type === type && edit.identity === identity);
    return own?.code ?? this.earlier(type, identity)?.code;
  }

  /** A record that an earlier row brings. */
  earlier(type: EditedType, identity: string): Draft | undefined {
    return this.known.get(keyOf(type, identity));
  }

  /** Brings a new record; with an identity, later rows find it, together with its unit. */
  create<T extends EditedType>(
    type: T,
    identity: string | null,
    state: States[T],
    unit: string | null = null,
  ): string {
    const free = this.codes.get(type) ?? [];
    const used = this.brought.filter((edit) => edit.type === type && edit.ifVersion === 0).length;
    const code = free.at(-1 - used) as string;
    this.brought.push({ type, code, ifVersion: 0, state, identity, unit });
    return code;
  }

  change(edit: Omit<PlannedEdit, 'identity'>): void {
    this.brought.push({ ...edit, identity: null });
  }

  /** The new records, to be checked. */
  get created(): readonly PlannedEdit[] {
    return this.brought;
  }

  /** Keeps what the row brings. A row that is refused brings nothing. */
  keep(): void {
    for (const { type, code, ifVersion, identity, unit = null } of this.brought) {
      if (ifVersion === 0) this.codes.get(type)?.pop();
      if (identity !== null) this.known.set(keyOf(type, identity), { code, unit });
    }
    this.accept(this.brought);
  }
}

function keyOf(type: EditedType, identity: string): string {
  return `${type}\n${identity}`;
}
