import { type PublicRecord } from '../../record/record.fields.js';
import { type XmlNode } from './xml.js';

const zh = (text: string): XmlNode => ({ '@xml:lang': 'zh-CN', '#': text });
const en = (text: string): XmlNode => ({ '@xml:lang': 'en', '#': text });

/** Texts in Chinese and, where it is known, in English. */
function both([chinese, english]: readonly string[]): XmlNode[] {
  return [...(chinese ? [zh(chinese)] : []), ...(english ? [en(english)] : [])];
}

const given = (...values: readonly (string | null)[]): string[] => values.filter((value) => value !== null);

/** What is known of each award; one that was not won says so itself, since the element has no other place for it. */
function recognitionOf({ recognition, award, awardNames, awardWon }: PublicRecord): XmlNode[] {
  const wins = new Set(awardWon);
  const awards = new Map(award.map((code, place) => [code, awardNames[place] ?? code]));
  const told = [...awards].flatMap(([code, name]) =>
    wins.has(code)
      ? [zh(`获奖：${name}`), en(`Won: ${name}`)]
      : [zh(`未获奖，仅提名或报道：${name}`), en(`Not won, only nominated or reported: ${name}`)],
  );
  if (recognition === 'AWARDED' || told.length > 0) return told;
  return recognition === 'NOMINATED'
    ? [zh('提名，未获奖'), en('Nominated, not won')]
    : [zh('报道或展出，未获奖'), en('Reported or shown, not won')];
}

/** A record in simple Dublin Core. */
export function toDublinCore(record: PublicRecord, base: string): XmlNode {
  const { code, sourceTitle, sourcePublisher, sourceDate, sourceUrl } = record;
  const published = given(sourcePublisher, sourceTitle, sourceDate).join('，');
  return {
    'oai_dc:dc': {
      '@xmlns:oai_dc': 'http://www.openarchives.org/OAI/2.0/oai_dc/',
      '@xmlns:dc': 'http://purl.org/dc/elements/1.1/',
      '@xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
      '@xsi:schemaLocation':
        'http://www.openarchives.org/OAI/2.0/oai_dc/ http://www.openarchives.org/OAI/2.0/oai_dc.xsd',
      'dc:title': both(given(record.title, record.titleEn)),
      'dc:creator': record.craftsmanNames.map(zh),
      'dc:contributor': given(...record.organisationNames, record.studioName).map(zh),
      'dc:subject': both(record.industryNames),
      'dc:description': [...recognitionOf(record), ...record.figures.map(en)],
      'dc:publisher': given(sourcePublisher).map(zh),
      'dc:date': record.year === null ? [] : [String(record.year)],
      'dc:type': [zh('职工创新成果'), en('Workers’ innovation achievement')],
      'dc:identifier': [`${base}/id/${code}`, code],
      'dc:source': [...(published === '' ? [] : [zh(published)]), ...given(sourceUrl)],
      'dc:language': 'zh',
      'dc:coverage': both(record.regionNames),
    },
  };
}
