import { pinyin } from 'pinyin-pro';
import { type PublicRecord } from '../../src/record/record.fields.js';

/** Every text of a record that is searched, as it is in the catalogue. */
function textsOf(record: PublicRecord): string[] {
  return [
    record.title,
    record.titleEn ?? '',
    ...record.craftsmanNames,
    ...record.organisationNames,
    record.studioName ?? '',
    ...record.awardNames,
    ...record.industryNames,
    ...record.regionNames,
    ...record.figures,
    ...record.listCodes,
    ...record.awardLevel,
    record.code,
  ];
}

/** The texts of a record that are found by their pinyin: its titles and names. */
function readTexts(record: PublicRecord): string[] {
  return [record.title, ...record.craftsmanNames, ...record.organisationNames, record.studioName ?? ''];
}

const HAN = /\p{Script=Han}+/gu;

/** How the characters of each run of Han characters are read, one syllable for each. */
function readings(text: string): string[][] {
  return (text.match(HAN) ?? []).map((run) => pinyin(run, { toneType: 'none', type: 'array', v: true }));
}

/**
 * The records that contain what is looked for, found by nothing of ours: each text is looked through from one end
 * to the other.
 */
export const PLAIN_SCANS: Readonly<Record<string, (record: PublicRecord) => boolean>> = {
  焊接: contains('焊接'),
  高铁: contains('高铁', '高速铁路', '动车组'),
  接触网: contains('接触网'),
  铁路: contains('铁路'),
  機器人: contains('機器人', '机器人'),
  jiqiren: reads((syllables) => syllables.join('')),
  jqr: reads((syllables) => syllables.map((syllable) => syllable.charAt(0)).join('')),
  C919: (record) => textsOf(record).some((text) => /(?<![a-z0-9])c919/i.test(text)),
};

function contains(...wanted: readonly string[]): (record: PublicRecord) => boolean {
  return (record) => textsOf(record).some((text) => wanted.some((each) => text.includes(each)));
}

/** Whether three characters side by side are read so, or more of which this is the beginning. */
function reads(spell: (syllables: readonly string[]) => string): (record: PublicRecord) => boolean {
  const wanted = spell(['ji', 'qi', 'ren']);
  return (record) =>
    readTexts(record).some((text) =>
      readings(text).some((syllables) =>
        syllables.some((_, first) => spell(syllables.slice(first)).startsWith(wanted)),
      ),
    );
}
