import {
  bareFlatPage,
  bareNestedPage,
  bareRecord,
  type BarePage,
  type BareStatement,
} from './bare-statements.js';
import { FLAT_PAGE, NESTED_PAGE, ONE_RECORD } from './documents.js';

/** One request that is measured, and the SQL statement whose answer is the same. */
export interface BenchCase {
  readonly name: string;
  readonly title: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly bare: BareStatement;
}

/** A place in the walk through all achievements. */
export interface Place {
  readonly code: string;
  readonly cursor: string;
}

const FLAT_SIZE = 20;

/** The size of the nested pages. */
export const NESTED_SIZE = 50;

function pageCase(
  name: string,
  title: string,
  query: string,
  bare: (page: BarePage) => BareStatement,
  size: number,
  after?: Place,
): BenchCase {
  return {
    name,
    title,
    query,
    variables: { first: size, ...(after ? { after: after.cursor } : {}) },
    bare: bare({ size, ...(after ? { after: after.code } : {}) }),
  };
}

/**
 * What is measured.
 *
 * @param places every achievement, in the list's order
 * @param code the record that is read by its code
 * @param beforeFullest the code before the nested page with the most people
 */
export function benchCases(places: readonly Place[], code: string, beforeFullest: string): BenchCase[] {
  const beforeLast = places.at(-FLAT_SIZE - 1);
  const fullest = places.find((place) => place.code === beforeFullest);
  return [
    pageCase('flat', `flat page of ${FLAT_SIZE}`, FLAT_PAGE, bareFlatPage, FLAT_SIZE),
    pageCase('flat-end', `last page of ${FLAT_SIZE}`, FLAT_PAGE, bareFlatPage, FLAT_SIZE, beforeLast),
    {
      name: 'record',
      title: 'one record by code',
      query: ONE_RECORD,
      variables: { code },
      bare: bareRecord(code),
    },
    pageCase('nested', `nested page of ${NESTED_SIZE}`, NESTED_PAGE, bareNestedPage, NESTED_SIZE),
    {
      name: 'nested-end',
      title: `nested, last: ${NESTED_SIZE}`,
      query: NESTED_PAGE,
      variables: { last: NESTED_SIZE },
      bare: bareNestedPage({ size: NESTED_SIZE, last: true }),
    },
    pageCase('nested-full', 'nested, most people', NESTED_PAGE, bareNestedPage, NESTED_SIZE, fullest),
  ];
}
