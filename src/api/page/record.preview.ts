import { type PageLanguage } from './page.language.js';
import { type PreviewedRecord, type RecordKind } from './record.documents.js';
import { toJsonLd } from './record.json-ld.js';

/** What a page says of itself outside of itself. */
export interface Preview {
  readonly title: string;
  readonly description: string;
  /** The page's own address, with the code that the record has now; null for a page that shall not be found. */
  readonly address: string | null;
  /** What Open Graph calls its kind. */
  readonly type: 'website' | 'article' | 'profile';
  /** The record as schema.org has it. */
  readonly jsonLd: object | null;
}

/** How the catalogue is called. */
export const SITE_NAMES: Readonly<Record<PageLanguage, string>> = {
  zh: '职工创新成果目录',
  en: 'Catalogue of Workers’ Innovation Achievements',
};

const RECOGNITIONS = {
  zh: { AWARDED: '获奖', NOMINATED: '提名（未获奖）', REPORTED: '报道或展出' },
  en: { AWARDED: 'Won', NOMINATED: 'Nominated, not won', REPORTED: 'Reported or shown' },
} as const;

const KINDS: Readonly<Record<PageLanguage, Readonly<Record<RecordKind, string>>>> = {
  zh: {
    achievements: '创新成果',
    craftsmen: '工匠',
    studios: '创新工作室',
    organisations: '单位',
    industries: '行业',
  },
  en: {
    achievements: 'Achievement',
    craftsmen: 'Craftsman',
    studios: 'Innovation studio',
    organisations: 'Unit',
    industries: 'Industry',
  },
};

/** The preview of a page that is of no record. */
export function sitePreview(lang: PageLanguage, address: string): Preview {
  const description = {
    zh: '职工创新成果的常设目录：成果、工匠、创新工作室、单位和行业相互关联，逐条注明来源，提名不作获奖。',
    en: 'The permanent catalogue of workers’ innovation achievements: linked to craftsmen, studios, units and industries; every record names its source, and a nomination is never shown as a win.',
  };
  return {
    title: SITE_NAMES[lang],
    description: description[lang],
    address,
    type: 'website',
    jsonLd: {
      '@context': 'https://schema.org',
      '@type': 'WebSite',
      name: SITE_NAMES.zh,
      alternateName: SITE_NAMES.en,
      url: address,
    },
  };
}

/** The preview of a page whose record is not there. */
export function missingPreview(title: string, lang: PageLanguage): Preview {
  return {
    title: `${title} · ${SITE_NAMES[lang]}`,
    description: title,
    address: null,
    type: 'website',
    jsonLd: null,
  };
}

/** The preview of a record's page. */
export function recordPreview(
  kind: RecordKind,
  record: PreviewedRecord,
  lang: PageLanguage,
  origin: string,
): Preview {
  const address = `${origin}/${kind}/${record.code}`;
  return {
    title: `${record[lang].value} · ${SITE_NAMES[lang]}`,
    description: describe(kind, record, lang),
    address,
    type: kind === 'achievements' ? 'article' : kind === 'craftsmen' ? 'profile' : 'website',
    jsonLd: toJsonLd(kind, record, origin),
  };
}

/** A record in one line: what it is, and by whom. */
function describe(kind: RecordKind, record: PreviewedRecord, lang: PageLanguage): string {
  const people = [...(record.craftsmen?.edges ?? []).map(({ node }) => node), ...(record.leaders ?? [])];
  const count = record.achievements?.totalCount ?? record.achievementCount;
  const grants = (record.grants ?? []).map(({ award, level, year }) =>
    [award.name.value, level, year].filter((part) => part !== null).join(lang === 'zh' ? '，' : ', '),
  );
  return [
    KINDS[lang][kind],
    lang === 'zh' ? record.zhText?.value : record.enText?.value,
    record.recognition && RECOGNITIONS[lang][record.recognition],
    ...grants,
    record.trade,
    people.map(({ name }) => name.value).join('、'),
    record.organisation?.name.value,
    record.region?.name.value,
    record.industry?.[lang].value,
    count !== undefined && (lang === 'zh' ? `${count} 项成果` : `${count} achievements`),
    record.code,
  ]
    .filter(Boolean)
    .join(' · ');
}
