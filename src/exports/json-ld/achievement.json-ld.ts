import { type PublicRecord } from '../../record/record.fields.js';
import { known, linkTo, listed, namesOf, type AddressOf, type JsonLd } from './terms.js';

/** The standing of an achievement, in words that nobody can take for a win where there is none. */
const STANDING: Readonly<Record<string, JsonLd>> = {
  AWARDED: namesOf('获奖', 'Won an award'),
  NOMINATED: namesOf('提名，未获奖', 'Nominated, not won'),
  REPORTED: namesOf('报道或展出，未获奖', 'Reported or shown, not won'),
};

/** An achievement as a creative work. Its `award` has only what it won; what it was nominated for is in the description. */
export function achievementJsonLd(record: PublicRecord, addressOf: AddressOf): JsonLd {
  const { code, industry, region, studio, studioName, recognition } = record;
  const link = (type: string, codes: readonly string[], names: readonly string[]): JsonLd[] =>
    codes.map((each, place) => linkTo(type, each, names[place] ?? each, addressOf));
  const named = ([zh = '', en = null]: readonly (string | null)[]): JsonLd => namesOf(zh ?? '', en);
  const wins = new Set(record.awardWon);
  const awards = [...new Map(record.award.map((each, place) => [each, record.awardNames[place] ?? each]))];
  const won = awards.filter(([each]) => wins.has(each)).map(([, name]) => name);
  const notWon = awards.filter(([each]) => !wins.has(each)).map(([, name]) => name);
  return {
    '@type': 'CreativeWork',
    name: namesOf(record.title, record.titleEn),
    genre: namesOf('职工创新成果', 'Workers’ innovation achievement'),
    about: linkTo('DefinedTerm', industry, named(record.industryNames), addressOf),
    locationCreated: known(region, (each) =>
      linkTo('AdministrativeArea', each, named(record.regionNames), addressOf),
    ),
    temporal: known(record.year, String),
    creator: listed(link('Person', record.craftsman, record.craftsmanNames)),
    contributor: listed([
      ...link('Organization', record.organisation, record.organisationNames),
      ...(studio === null ? [] : link('Organization', [studio], [studioName ?? studio])),
    ]),
    creativeWorkStatus: STANDING[recognition],
    award: listed(won),
    description: listed([
      ...notWon.map((name) =>
        namesOf(`未获奖，仅提名或报道：${name}`, `Not won, only nominated or reported: ${name}`),
      ),
      ...record.figures.map((figure) => ({ '@language': 'en', '@value': figure })),
    ]),
    citation: sourceOf(record),
    inLanguage: 'zh-CN',
    version: record.version,
    dateModified: record.updatedAt,
    isPartOf: {
      '@type': 'DataCatalog',
      name: namesOf('职工创新成果目录', 'Innovation achievement catalogue'),
    },
    identifier: code,
  };
}

/** Where the facts were published. */
function sourceOf({ sourcePublisher, sourceTitle, sourceDate, sourceUrl }: PublicRecord): JsonLd | undefined {
  const facts = {
    name: known(sourceTitle, (name) => name),
    publisher: known(sourcePublisher, (name) => ({ '@type': 'Organization', name })),
    datePublished: known(sourceDate, (date) => date),
    url: known(sourceUrl, (url) => url),
  };
  const isKnown = Object.values(facts).some((fact) => fact !== undefined);
  return isKnown ? { '@type': 'CreativeWork', ...facts } : undefined;
}
