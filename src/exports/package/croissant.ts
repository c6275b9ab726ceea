import { CATALOGUE, type CatalogueState } from './catalogue.facts.js';
import { pathOf } from './package.descriptor.js';
import { type PackageField } from './package.fields.js';
import { PACKAGE_TABLES, type PackageTable, tableOf } from './package.tables.js';

/** The words of Croissant 1.0, as its specification has them declared in each description. */
const CONTEXT = {
  '@language': 'en',
  '@vocab': 'https://schema.org/',
  citeAs: 'cr:citeAs',
  column: 'cr:column',
  conformsTo: 'dct:conformsTo',
  cr: 'http://mlcommons.org/croissant/',
  rai: 'http://mlcommons.org/croissant/RAI/',
  data: { '@id': 'cr:data', '@type': '@json' },
  dataType: { '@id': 'cr:dataType', '@type': '@vocab' },
  dct: 'http://purl.org/dc/terms/',
  examples: { '@id': 'cr:examples', '@type': '@json' },
  extract: 'cr:extract',
  field: 'cr:field',
  fileProperty: 'cr:fileProperty',
  fileObject: 'cr:fileObject',
  fileSet: 'cr:fileSet',
  format: 'cr:format',
  includes: 'cr:includes',
  isLiveDataset: 'cr:isLiveDataset',
  jsonPath: 'cr:jsonPath',
  key: 'cr:key',
  md5: 'cr:md5',
  parentField: 'cr:parentField',
  path: 'cr:path',
  recordSet: 'cr:recordSet',
  references: 'cr:references',
  regex: 'cr:regex',
  repeated: 'cr:repeated',
  replace: 'cr:replace',
  sc: 'https://schema.org/',
  separator: 'cr:separator',
  source: 'cr:source',
  subField: 'cr:subField',
  transform: 'cr:transform',
} as const;

const ARCHIVE = 'datapackage.zip';

const TYPES = {
  text: 'sc:Text',
  integer: 'sc:Integer',
  boolean: 'sc:Boolean',
  moment: 'sc:DateTime',
} as const;

/**
 * The description of the data package as Croissant 1.0 has it. The data are live: what they are now, no checksum tells.
 *
 * @param address where the public reaches the service
 */
export function describeCroissant(state: CatalogueState, address: string): object {
  return {
    '@context': CONTEXT,
    '@type': 'sc:Dataset',
    conformsTo: 'http://mlcommons.org/croissant/1.0',
    name: CATALOGUE.name,
    alternateName: [CATALOGUE.title, CATALOGUE.titleEn],
    description: CATALOGUE.description,
    url: address,
    // A tool of Croissant expects three numbers.
    version: `${state.revision}.0.0`,
    ...(state.changedAt === null ? {} : { datePublished: state.changedAt.toISOString() }),
    license: CATALOGUE.terms,
    creator: { '@type': 'sc:Organization', name: CATALOGUE.publisher, url: address },
    keywords: CATALOGUE.keywords,
    inLanguage: ['zh', 'en'],
    isLiveDataset: true,
    distribution: [
      {
        '@type': 'cr:FileObject',
        '@id': ARCHIVE,
        name: ARCHIVE,
        contentUrl: `${address}/v1/${ARCHIVE}`,
        encodingFormat: 'application/zip',
      },
      ...PACKAGE_TABLES.map((table) => ({
        '@type': 'cr:FileObject',
        '@id': pathOf(table),
        name: table.name,
        containedIn: { '@id': ARCHIVE },
        contentUrl: pathOf(table),
        encodingFormat: 'text/csv',
      })),
    ],
    recordSet: PACKAGE_TABLES.map((table) => ({
      '@type': 'cr:RecordSet',
      '@id': table.name,
      name: table.name,
      description: table.doc,
      key: table.key.map((name) => ({ '@id': `${table.name}/${name}` })),
      field: table.fields.map((field) => describeField(table, field)),
    })),
  };
}

function describeField(table: PackageTable, { name, doc, type, list, refersTo }: PackageField): object {
  return {
    '@type': 'cr:Field',
    '@id': `${table.name}/${name}`,
    name,
    description: list ? `${doc} A JSON array of texts.` : doc,
    dataType: TYPES[type],
    source: { fileObject: { '@id': pathOf(table) }, extract: { column: name } },
    ...(refersTo === null ? {} : { references: { field: { '@id': `${tableOf(refersTo).name}/code` } } }),
  };
}
