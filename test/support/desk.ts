import { type DataSource } from 'typeorm';
import { type Actor } from '../../src/access/actor.js';
import { Scope } from '../../src/access/scopes.js';
import { CuratorsDesk } from '../../src/catalog/editing/curators-desk.js';
import { type EditPayload } from '../../src/catalog/editing/edit.types.js';
import { Editor } from '../../src/catalog/editing/editor.js';
import { EDITED_TYPES, type AnyState, type EditedType } from '../../src/catalog/editing/edits.js';
import { readStates } from '../../src/catalog/editing/read-states.js';
import { STATE_TABLES } from '../../src/catalog/editing/state-tables.js';
import { ReferenceData } from '../../src/catalog/reference-data.js';
import { Reader } from '../../src/database/query/reader.js';

/** A curator at work: what each mutation does, without the way over HTTP. */
export interface Desk {
  readonly create: (type: EditedType, input: object, args?: object) => Promise<EditPayload>;
  readonly update: (type: EditedType, input: object, args: object) => Promise<EditPayload>;
  readonly withdraw: (type: EditedType, args: object) => Promise<EditPayload>;
  readonly restore: (type: EditedType, args: object) => Promise<EditPayload>;
  readonly putBack: (type: EditedType, args: object) => Promise<EditPayload>;
  readonly merge: (type: EditedType, args: object) => Promise<EditPayload>;
  readonly undoMerge: (changeSet: string, args?: object) => Promise<EditPayload>;
}

let requests = 0;

/** Opens the desk of a curator of this name. */
export function openDesk(dataSource: DataSource, name = 'Curator'): Desk {
  const desk = new CuratorsDesk(new Editor(dataSource), dataSource, new ReferenceData(dataSource));
  const actor: Actor = { keyId: `key of ${name}`, name, scopes: new Set([Scope.CURATE]) };
  const context = (): { actor: Actor; reader: Reader } => ({ actor, reader: new Reader(dataSource) });
  const given = <A>(args: object): A => args as A;
  return {
    create: (type, input, args = {}) =>
      desk.create(context(), type, input, given({ idempotencyKey: `request-${++requests}`, ...args })),
    update: (type, input, args) => desk.update(context(), type, input, given(args)),
    withdraw: (type, args) => desk.withdraw(context(), type, given({ reason: '重复登记', ...args })),
    restore: (type, args) => desk.restore(context(), type, given(args)),
    putBack: (type, args) => desk.putBack(context(), type, given(args)),
    merge: (type, args) => desk.merge(context(), type, given({ reason: '同一对象', ...args })),
    undoMerge: (changeSet, args = {}) => desk.undoMerge(context(), changeSet, given(args)),
  };
}

/** What was done: fails when it was refused. */
export async function done(
  edit: Promise<EditPayload>,
): Promise<{ code: string; version: number; changeSet: string }> {
  const { record, changeSet, errors } = await edit;
  if (errors.length > 0 || changeSet === null) throw new Error(JSON.stringify(errors));
  const { code = '', version = 0 } = (record ?? {}) as { code?: string; version?: number };
  return { code, version, changeSet: changeSet.id };
}

/** Why an edit was refused, in short: code and path of each reason. */
export async function refusals(edit: Promise<EditPayload>): Promise<string[]> {
  const { errors } = await edit;
  return errors.map(({ code, path }) => `${code} ${path.join('.')}`);
}

/** The state of a record; null while it is withdrawn, undefined when there never was one. */
export async function stateOf(
  dataSource: DataSource,
  type: EditedType,
  code: string,
): Promise<AnyState | null | undefined> {
  return (await readStates(dataSource.manager, type, [code])).get(code)?.state;
}

/** The state of every record of the catalogue, by code, to compare whole catalogues. */
export async function allStates(dataSource: DataSource): Promise<Map<string, AnyState | null>> {
  const states = new Map<string, AnyState | null>();
  for (const type of EDITED_TYPES) {
    const rows = await dataSource.query<{ code: string }[]>(
      `SELECT code FROM ${STATE_TABLES[type].table} ORDER BY code`,
    );
    const codes = rows.map(({ code }) => code);
    for (const [code, { state }] of await readStates(dataSource.manager, type, codes))
      states.set(code, state);
  }
  return states;
}

/** An achievement of which just enough is said. */
export function anAchievement(parts: object = {}): object {
  return {
    title: '带电作业机器人',
    industry: 'ELECTRIC_POWER',
    recognition: 'REPORTED',
    source: { kind: 'NEWS', publisher: '工人日报', date: '2023-07-28' },
    ...parts,
  };
}
