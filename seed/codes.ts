import { type CodeRow, type RegisteredKind } from './rows.js';

/**
 * What makes a record the one it is: of a unit or award its name; of a studio its name and unit; of a person the
 * name and unit, or, without a unit, the name and the one place where the person is reported.
 */
export type Identity = readonly (string | null)[];

/** Gives the permanent code of a record. */
export type CodeOf = (kind: RegisteredKind, identity: Identity) => string;

/** How the codes of each kind look: a prefix, and a number with at least so many digits. */
const SHAPES: Record<RegisteredKind, { prefix: string; digits: number }> = {
  organisation: { prefix: 'ORG-', digits: 5 },
  studio: { prefix: 'STU-', digits: 4 },
  craftsman: { prefix: 'CRF-', digits: 5 },
  award: { prefix: 'AWD-', digits: 4 },
};

function keyOf(kind: RegisteredKind, identity: Identity): string {
  return JSON.stringify([kind, ...identity]);
}

/**
 * The permanent codes of the records that the sources name without one. They stand in a file of their own, so that
 * every installation gives the same record the same code, whatever is added to the sources later.
 */
export class CodeRegistry {
  private readonly codes = new Map<string, string>();
  private readonly highest = new Map<RegisteredKind, number>();
  /** The codes given since the registry was read. */
  readonly added: CodeRow[] = [];

  constructor(rows: Iterable<CodeRow>) {
    for (const row of rows) this.remember(row);
  }

  /** The code of a record; undefined when none was given yet. */
  find(kind: RegisteredKind, identity: Identity): string | undefined {
    return this.codes.get(keyOf(kind, identity));
  }

  /** The code of a record; a new one, above all codes ever given, when it has none yet. */
  give(kind: RegisteredKind, identity: Identity): string {
    const known = this.find(kind, identity);
    if (known) return known;
    const { prefix, digits } = SHAPES[kind];
    const code = prefix + String((this.highest.get(kind) ?? 0) + 1).padStart(digits, '0');
    const row = { code, kind, identity: [...identity] };
    this.remember(row);
    this.added.push(row);
    return code;
  }

  private remember({ code, kind, identity }: CodeRow): void {
    this.codes.set(keyOf(kind, identity), code);
    this.highest.set(
      kind,
      Math.max(this.highest.get(kind) ?? 0, Number(code.slice(SHAPES[kind].prefix.length))),
    );
  }
}

/** A record has no permanent code yet. */
export class UnregisteredCode extends Error {
  constructor(kind: string, identity: Identity) {
    super(
      `no code is registered for the ${kind} ${identity.filter((part) => part !== null).join(', ')}; run npm run seed:codes`,
    );
  }
}
