import { type EntityManager } from 'typeorm';
import { NODE_TYPES, type NodeType } from '../../common/graphql/global-id.js';
import { ROWS_BY_TYPE } from '../catalog.rows.js';
import { EDITED_TYPES, EditProblemCode, type Edit, type EditProblem } from './edits.js';
import { findDuplicates } from './duplicates.js';
import { findLinked } from './linked-records.js';
import { referencesOf, type Reference } from './references.js';
import { checkState } from './state.rules.js';

/** How many records a message names. */
const NAMED = 20;

/** An edit's reference, with the place of the edit in the list. */
interface EditReference extends Reference {
  readonly edit: number;
}

/**
 * Checks edits: each state by itself, that what it names is there (or comes with the same edits), that no other
 * record is the same, and that nothing names what is withdrawn. In sets, some fifteen statements at most.
 */
export async function checkEdits(tx: EntityManager, edits: readonly Edit[]): Promise<EditProblem[]> {
  const faults = edits.flatMap(({ type, state }, edit) =>
    state === null
      ? []
      : checkState(type, state).map((fault) => ({ code: EditProblemCode.INVALID, ...fault, edit })),
  );
  if (faults.length > 0) return faults;
  return [
    ...(await unknownReferences(tx, edits)),
    ...(await findDuplicates(tx, edits)),
    ...(await stillLinked(tx, edits)),
  ];
}

async function unknownReferences(tx: EntityManager, edits: readonly Edit[]): Promise<EditProblem[]> {
  const coming = new Set(edits.filter(({ state }) => state !== null).map(({ code }) => code));
  const leaving = new Set(edits.filter(({ state }) => state === null).map(({ code }) => code));
  const references = edits.flatMap(({ type, state }, edit): EditReference[] =>
    state === null ? [] : referencesOf(type, state).map((reference) => ({ ...reference, edit })),
  );
  const absent: EditReference[] = [];
  for (const type of NODE_TYPES) {
    const wanted = references.filter((each) => each.type === type && !coming.has(each.code));
    const known = await existing(tx, type, [...new Set(wanted.map(({ code }) => code))]);
    absent.push(...wanted.filter(({ code }) => leaving.has(code) || !known.has(code)));
  }
  const retired = await retiredAmong(tx, [...new Set(absent.map(({ code }) => code))]);
  return absent.map(({ type, code, path, edit }) => ({
    code: EditProblemCode.UNKNOWN_REFERENCE,
    path,
    message: `${quoted(code)} is ${retired.get(code) ?? `no ${type} of this catalogue`}.`,
    edit,
  }));
}

async function existing(
  tx: EntityManager,
  type: NodeType,
  codes: readonly string[],
): Promise<ReadonlySet<string>> {
  if (codes.length === 0) return new Set();
  const rows = await tx.query<{ code: string }[]>(
    `SELECT code FROM ${ROWS_BY_TYPE[type].table} WHERE code = ANY($1)`,
    [codes],
  );
  return new Set(rows.map(({ code }) => code));
}

/** What has become of codes that have no record any more, in words. */
async function retiredAmong(
  tx: EntityManager,
  codes: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (codes.length === 0) return new Map();
  const rows = await tx.query<{ code: string; reason: string; into: string | null }[]>(
    'SELECT code, reason, merged_into AS into FROM retired_code WHERE code = ANY($1)',
    [codes],
  );
  return new Map(
    rows.map(({ code, reason, into }) => [
      code,
      into === null ? `withdrawn: ${reason}` : `merged into ${into}; name that one`,
    ]),
  );
}

async function stillLinked(tx: EntityManager, edits: readonly Edit[]): Promise<EditProblem[]> {
  const changed = new Map(edits.map((edit) => [edit.code, edit]));
  const problems: EditProblem[] = [];
  for (const type of EDITED_TYPES) {
    const withdrawn = edits.filter((each) => each.type === type && each.state === null);
    const linked = await findLinked(
      tx,
      type,
      withdrawn.map(({ code }) => code),
    );
    for (const { code } of withdrawn) {
      // What is changed by the same edits was looked at as it will be.
      const by = linked.filter((link) => link.target === code && !changed.has(link.code));
      if (by.length === 0) continue;
      problems.push({
        code: EditProblemCode.STILL_LINKED,
        path: ['code'],
        message: `${code} is still named by ${listed(by.map((link) => link.code))}. Change those first.`,
        edit: edits.findIndex((each) => each.code === code),
      });
    }
  }
  return problems;
}

/** Some codes in words, the first ones by name. */
export function listed(codes: readonly string[]): string {
  const more = codes.length - NAMED;
  return codes.slice(0, NAMED).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function quoted(text: string): string {
  return `“${text.slice(0, 60)}”`;
}
