import { type PreviewedRecord, type RecordKind } from './record.documents.js';

interface Linked {
  readonly code: string;
  readonly name: { readonly value: string };
}

function person(origin: string, { code, name }: Linked): object {
  return { '@type': 'Person', name: name.value, url: `${origin}/craftsmen/${code}` };
}

function organisation(origin: string, unit: Linked | null | undefined): object | undefined {
  return unit
    ? { '@type': 'Organization', name: unit.name.value, url: `${origin}/organisations/${unit.code}` }
    : undefined;
}

/** What each kind of record is in the vocabulary of schema.org, and what it says there. */
const SHAPES: Readonly<Record<RecordKind, (record: PreviewedRecord, origin: string) => object>> = {
  achievements: (record, origin) => ({
    '@type': 'CreativeWork',
    dateCreated: record.year === null ? undefined : String(record.year),
    dateModified: record.updatedAt,
    creator: record.craftsmen?.edges.map(({ node }) => person(origin, node)),
    sourceOrganization: organisation(origin, record.organisation),
    about: record.industry?.zh.value,
    // A nomination is no award.
    award: record.grants
      ?.filter(({ recognition }) => recognition === 'AWARDED')
      .map(({ award, level, year }) =>
        [award.name.value, level, year].filter((part) => part !== null).join(' '),
      ),
    isBasedOn: record.source && {
      '@type': 'CreativeWork',
      name: record.source.title ?? undefined,
      publisher: record.source.publisher
        ? { '@type': 'Organization', name: record.source.publisher }
        : undefined,
      datePublished: record.source.date ?? undefined,
      url: record.source.url ?? undefined,
    },
  }),
  craftsmen: (record, origin) => ({
    '@type': 'Person',
    jobTitle: record.trade ?? undefined,
    award: record.honours,
    affiliation: organisation(origin, record.organisation),
  }),
  studios: (record, origin) => ({
    '@type': 'Organization',
    parentOrganization: organisation(origin, record.organisation),
    member: record.leaders?.map((leader) => person(origin, leader)),
  }),
  organisations: (record) => ({
    '@type': 'Organization',
    location: record.region ? { '@type': 'Place', name: record.region.name.value } : undefined,
  }),
  industries: (record) => ({ '@type': 'DefinedTerm', description: record.zhText?.value }),
};

/** A record in the vocabulary of schema.org, for search engines; what is unknown is left out. */
export function toJsonLd(kind: RecordKind, record: PreviewedRecord, origin: string): object {
  const address = `${origin}/${kind}/${record.code}`;
  return {
    '@context': 'https://schema.org',
    '@id': address,
    url: address,
    identifier: record.code,
    name: record.zh.value,
    alternateName: record.en.lang === 'EN' ? record.en.value : undefined,
    ...SHAPES[kind](record, origin),
  };
}
