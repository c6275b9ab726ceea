import { type SeededRandom } from './generator-random.js';

/** A unit or a person as its table has it; only what the generator changes is named. */
export interface NamedRow extends Record<string, unknown> {
  readonly code: string;
  readonly name: string;
}

/** A person as the table has it. */
export interface CraftsmanRow extends NamedRow {
  readonly organisation_code: string | null;
}

/** New rows of a table, and for every real one which rows may stand in its place: itself, and those made after it. */
export interface Grown<R extends NamedRow> {
  readonly added: readonly R[];
  readonly families: ReadonlyMap<string, readonly string[]>;
}

/** New codes begin beyond this number, far from those of the real records. */
export const FIRST_NUMBER = 1_000_000;

const NUMERALS = new Intl.NumberFormat('zh-u-nu-hanidec', { useGrouping: false });

/** The surname of nearly everybody in the catalogue is one character. */
const SURNAME_LENGTH = 1;

function grow<R extends NamedRow>(
  real: readonly R[],
  count: number,
  make: (model: R, code: string, round: number) => R,
): Grown<R> {
  const families = new Map(real.map(({ code }) => [code, [code]]));
  const added = Array.from({ length: real.length === 0 ? 0 : count }, (_, index) => {
    const model = real[index % real.length] as R;
    const code = `${model.code.slice(0, 4)}${FIRST_NUMBER + index}`;
    families.get(model.code)?.push(code);
    return make(model, code, Math.floor(index / real.length));
  });
  return { added, families };
}

/** Makes branches of the real units, by numbers that no unit has already. */
export function growUnits(real: readonly NamedRow[], count: number): Grown<NamedRow> {
  const taken = new Set(real.map(({ name }) => name));
  return grow(real, count, (model, code, round) => {
    let number = round + 2;
    const named = (): string => `${model.name}第${NUMERALS.format(number)}分公司`;
    while (taken.has(named())) number += 1;
    taken.add(named());
    return { ...model, code, name: named() };
  });
}

/**
 * Makes people with the surname of one real person and the given name of another, in a unit of the former's family.
 * Two people of a unit never have the same name.
 */
export function growPeople(
  real: readonly CraftsmanRow[],
  count: number,
  units: Grown<NamedRow>['families'],
  random: SeededRandom,
): Grown<CraftsmanRow> {
  const keyOf = ({ name, organisation_code }: CraftsmanRow): string => `${organisation_code ?? ''} ${name}`;
  const taken = new Set(real.map(keyOf));
  return grow(real, count, (model, code) => {
    const draw = (): CraftsmanRow => ({
      ...model,
      code,
      name: model.name.slice(0, SURNAME_LENGTH) + random.pick(real).name.slice(SURNAME_LENGTH),
      organisation_code:
        model.organisation_code === null ? null : random.pick(units.get(model.organisation_code) ?? []),
    });
    let person = draw();
    while (person.organisation_code !== null && taken.has(keyOf(person))) person = draw();
    taken.add(keyOf(person));
    return person;
  });
}
