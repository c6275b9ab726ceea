/** The kinds of record that have a page of their own, by the first part of its path. */
export const RECORD_KINDS = ['achievements', 'craftsmen', 'studios', 'organisations', 'industries'] as const;

/** A kind of record that has a page. */
export type RecordKind = (typeof RECORD_KINDS)[number];

const NAMES = 'code zh: name { value } en: name(lang: [EN]) { value lang }';

/** What is said of a record where its page is only named: in search results and messages. */
export const RECORD_DOCUMENTS: Readonly<Record<RecordKind, string>> = {
  achievements: `query PagePreview($code: String!) { record: achievement(code: $code) { ${NAMES}
    year recognition updatedAt
    industry { zh: name { value } en: name(lang: [EN]) { value } }
    organisation { code name { value } }
    craftsmen(first: 20) { edges { node { code name { value } } } }
    grants { recognition level year award { name { value } } }
    source { publisher title date url } } }`,
  craftsmen: `query PagePreview($code: String!) { record: craftsman(code: $code) { ${NAMES}
    trade honours organisation { code name { value } } achievements(first: 0) { totalCount } } }`,
  studios: `query PagePreview($code: String!) { record: studio(code: $code) { ${NAMES}
    organisation { code name { value } } leaders { code name { value } } achievements(first: 0) { totalCount } } }`,
  organisations: `query PagePreview($code: String!) { record: organisation(code: $code) { ${NAMES}
    region { name { value } } achievements(first: 0) { totalCount } } }`,
  industries: `query PagePreview { records: industries { ${NAMES}
    zhText: description { value } enText: description(lang: [EN]) { value } achievementCount } }`,
};

interface Named {
  readonly name: { readonly value: string };
}

interface Linked extends Named {
  readonly code: string;
}

interface Translated {
  readonly zh: { readonly value: string };
  readonly en: { readonly value: string };
}

/** A record as the documents above ask for it. */
export interface PreviewedRecord {
  readonly code: string;
  readonly zh: { readonly value: string };
  readonly en: { readonly value: string; readonly lang: string };
  readonly year?: number | null;
  readonly recognition?: 'AWARDED' | 'NOMINATED' | 'REPORTED';
  readonly updatedAt?: string;
  readonly industry?: Translated;
  readonly organisation?: Linked | null;
  readonly craftsmen?: { readonly edges: readonly { readonly node: Linked }[] };
  readonly grants?: readonly {
    readonly recognition: string;
    readonly level: string | null;
    readonly year: number | null;
    readonly award: Named;
  }[];
  readonly source?: {
    readonly publisher: string | null;
    readonly title: string | null;
    readonly date: string | null;
    readonly url: string | null;
  };
  readonly trade?: string | null;
  readonly honours?: readonly string[];
  readonly leaders?: readonly Linked[];
  readonly region?: Named | null;
  readonly achievements?: { readonly totalCount: number };
  readonly achievementCount?: number;
  readonly zhText?: { readonly value: string };
  readonly enText?: { readonly value: string };
}
