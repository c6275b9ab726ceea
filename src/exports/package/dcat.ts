import { DATASETS } from '../datasets/datasets.js';
import { FORMATS } from '../formats/formats.js';
import { CATALOGUE, type CatalogueState, versionOf } from './catalogue.facts.js';

/**
 * The description of the data for catalogues of data sets: DCAT 3, as JSON-LD.
 *
 * @param address where the public reaches the service
 */
export function describeDcat(state: CatalogueState, address: string): object {
  return {
    '@context': {
      dcat: 'http://www.w3.org/ns/dcat#',
      dct: 'http://purl.org/dc/terms/',
      foaf: 'http://xmlns.com/foaf/0.1/',
      xsd: 'http://www.w3.org/2001/XMLSchema#',
    },
    '@id': `${address}/v1/dcat.jsonld`,
    '@type': 'dcat:Dataset',
    'dct:identifier': CATALOGUE.name,
    'dct:title': [
      { '@value': CATALOGUE.title, '@language': 'zh' },
      { '@value': CATALOGUE.titleEn, '@language': 'en' },
    ],
    'dct:description': { '@value': CATALOGUE.description, '@language': 'en' },
    'dct:rights': CATALOGUE.terms,
    'dct:publisher': { '@type': 'foaf:Organization', 'foaf:name': CATALOGUE.publisher },
    'dcat:version': versionOf(state),
    ...(state.changedAt === null
      ? {}
      : { 'dct:modified': { '@value': state.changedAt.toISOString(), '@type': 'xsd:dateTime' } }),
    'dcat:keyword': CATALOGUE.keywords,
    'dcat:landingPage': { '@id': `${address}/` },
    'dcat:distribution': [
      distribution('Data package', `${address}/v1/datapackage.zip`, 'application/zip'),
      ...Object.values(DATASETS).flatMap(({ name, title }) =>
        Object.values(FORMATS).map((format) =>
          distribution(`${title}, ${format.name}`, `${address}/v1/${name}.${format.name}`, format.mediaType),
        ),
      ),
    ],
  };
}

function distribution(title: string, address: string, mediaType: string): object {
  const [type = mediaType] = mediaType.split(';');
  return {
    '@type': 'dcat:Distribution',
    'dct:title': title,
    'dcat:downloadURL': { '@id': address },
    'dcat:mediaType': { '@id': `https://www.iana.org/assignments/media-types/${type}` },
  };
}
