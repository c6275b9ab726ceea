import { type EntityManager } from 'typeorm';
import { EditProblemCode, type AnyState, type Edit, type EditedType, type EditProblem } from './edits.js';

/** What makes a record the one it is, beside its code. */
interface Identity {
  readonly table: string;
  /** Whether it is its name together with its unit, and so nobody's like where the unit is unknown; or its name alone. */
  readonly withUnit: boolean;
}

const IDENTITIES: Readonly<Partial<Record<EditedType, Identity>>> = {
  Organisation: { table: 'organisation', withUnit: false },
  Award: { table: 'award', withUnit: false },
  Studio: { table: 'studio', withUnit: true },
  Craftsman: { table: 'craftsman', withUnit: true },
};

interface Named {
  readonly code: string;
  readonly name: string;
  readonly unit: string | null;
}

function toNamed({ code, state }: Edit, { withUnit }: Identity): Named | null {
  const { name, organisation } = state as AnyState & { name: string; organisation?: string | null };
  if (!withUnit) return { code, name, unit: null };
  return organisation == null ? null : { code, name, unit: organisation };
}

/** The edits that would make a record the same as another one: of the catalogue, or of the same edits. */
export async function findDuplicates(tx: EntityManager, edits: readonly Edit[]): Promise<EditProblem[]> {
  const problems: EditProblem[] = [];
  for (const [type, identity] of Object.entries(IDENTITIES) as [EditedType, Identity][]) {
    const named = edits.flatMap((edit) =>
      edit.type === type && edit.state !== null ? (toNamed(edit, identity) ?? []) : [],
    );
    const others = await sameInCatalogue(tx, identity, named, edits);
    const seen = new Map<string, string>();
    for (const { code, name, unit } of named) {
      const key = JSON.stringify([name, unit]);
      const other = seen.get(key) ?? others.get(code);
      seen.set(key, code);
      if (other === undefined) continue;
      problems.push({
        code: EditProblemCode.DUPLICATE,
        path: ['name'],
        message: `${other} is “${name}”${unit === null ? '' : ` of ${unit}`} already. Edit that one, or merge the two.`,
        edit: edits.findIndex((edit) => edit.code === code),
      });
    }
  }
  return problems;
}

/** For each code, the code of another record that is the same and that the edits leave as it is. */
async function sameInCatalogue(
  tx: EntityManager,
  { table, withUnit }: Identity,
  named: readonly Named[],
  edits: readonly Edit[],
): Promise<ReadonlyMap<string, string>> {
  if (named.length === 0) return new Map();
  const rows = await tx.query<{ code: string; other: string }[]>(
    `SELECT r.code, t.code AS other FROM jsonb_to_recordset($1) AS r(code text, name text, unit text)
     JOIN ${table} t ON t.name = r.name ${withUnit ? 'AND t.organisation_code = r.unit' : ''}
     WHERE t.code <> ALL($2)`,
    [JSON.stringify(named), edits.map(({ code }) => code)],
  );
  return new Map(rows.map(({ code, other }) => [code, other]));
}
