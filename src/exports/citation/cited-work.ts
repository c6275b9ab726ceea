/** What a citation is about: a record as it stands, or a release of the whole data. */
export interface CitedWork {
  /** Its code, or the version of the release: unique among all that the catalogue gives. */
  readonly key: string;
  readonly kind: 'RECORD' | 'DATASET';
  /** Who made it: people, or units where no person is named, as the source names them. */
  readonly creators: readonly string[];
  /** Whether the source names more creators than these. */
  readonly more: boolean;
  readonly title: string;
  readonly titleEn: string | null;
  /** The year of the work itself; null when unknown. */
  readonly year: number | null;
  /** The version that is cited. */
  readonly version: string;
  /** When this version was made: an ISO 8601 day. */
  readonly updated: string;
  /** Its permanent address. */
  readonly url: string;
}

/** Who publishes everything that is cited here. */
export const PUBLISHER = '职工创新成果目录';

/** The text in one line: a citation has none. */
export function inOneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}
