const DAY_MS = 86_400_000;

/** Day 0 of the two ways to count days. Counting from 1900 holds a 29 February 1900, so day 61 is the first right one. */
const DAY_ZERO_1900 = Date.UTC(1899, 11, 30);
const DAY_ZERO_1904 = Date.UTC(1904, 0, 1);

/** Digits that a spreadsheet shows; those beyond are no part of what was typed. */
const DIGITS = 15;

/**
 * A number of a spreadsheet as one would type it: dates as 2023-07-28, whole numbers without a point.
 *
 * @param value as the file holds it
 */
export function cellText(value: string, isDate: boolean, from1904: boolean): string {
  const number = Number(value);
  if (!Number.isFinite(number)) return value;
  if (isDate) {
    const moment = (from1904 ? DAY_ZERO_1904 : DAY_ZERO_1900) + Math.floor(number) * DAY_MS;
    const date = new Date(moment);
    if (!Number.isNaN(date.getTime())) return date.toISOString().slice(0, 10);
  }
  return String(Number(number.toPrecision(DIGITS)));
}
