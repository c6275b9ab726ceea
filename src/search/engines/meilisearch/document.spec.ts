import { describe, expect, it } from '@jest/globals';
import { type PublicRecord } from '../../../record/record.fields.js';
import { toDocument } from './document.js';
import { beginningOf } from './words.js';
import { NO_VALUE, toIndexValue } from './values.js';

const RECORD: PublicRecord = {
  code: 'WIA-0001',
  title: '电焊机 C919 hydrogen',
  titleEn: null,
  titleOrder: 'dian han ji',
  industry: 'RAIL_TRANSIT',
  industryNames: ['轨道', 'Rail'],
  region: null,
  regionNames: [],
  year: null,
  recognition: 'AWARDED',
  organisation: ['ORG-2', 'ORG-1'],
  organisationNames: ['甲', '乙'],
  organisationRoles: ['LEAD', 'PARTNER'],
  studio: null,
  studioName: null,
  craftsman: ['CRF-1'],
  craftsmanNames: ['单明'],
  craftsmanRoles: [''],
  peoplePartial: false,
  award: ['AWD-1', 'AWD-1'],
  awardNames: ['奖', '奖'],
  grantRecognitions: ['NOMINATED', 'REPORTED'],
  grantYears: ['', '2023'],
  grantLevels: ['一等奖', ''],
  grantListCodes: ['', ''],
  awardWon: [],
  awardLevel: ['一等奖'],
  listCodes: [],
  figures: [],
  exhibitedAt: null,
  sourceKind: 'NEWS',
  sourcePublisher: null,
  sourceTitle: null,
  sourceDate: null,
  sourceUrl: null,
  missing: ['YEAR'],
  version: 1,
  updatedAt: '2023-07-12T00:00:00.001Z',
};

const { text, typed, value, order, ...shown } = toDocument(RECORD, 'f1');

describe('the document of a record', () => {
  it('shows the record as it is, and its fingerprint', () => {
    expect(shown).toEqual({ code: 'WIA-0001', fingerprint: 'f1', record: RECORD });
  });

  it('is the same each time', () => {
    expect(toDocument(structuredClone(RECORD), 'f1')).toEqual({ ...shown, text, typed, value, order });
  });

  it('has pairs, the last character and words of a text side by side, then each character, plain word and beginning alone', () => {
    expect(text.title).toEqual([
      '030005028938 028938026426 026426 2000099000057000049000057 hydrogen',
      '030005',
      '028938',
      '026426',
      '2000104000121000100000114000111000103000101000110',
      ...['c', 'c9', 'c91', 'c919', 'h', 'hy', 'hyd', 'hydr'].map(beginningOf),
    ]);
  });

  it('keeps the texts of a list apart, and has none of a field without a value', () => {
    expect(text.organisationNames.slice(0, 2)).toEqual(['030002', '020057']);
    expect(text.studioName).toEqual([]);
  });

  it('has readings in full and by initials, with their beginnings, and surnames as such', () => {
    expect(typed).toEqual(
      expect.arrayContaining(['dianhanji', 'dhj', 'hanji', 'dian', 'd', 'shanming', beginningOf('dh')]),
    );
    expect(typed).not.toContain('danming');
    expect(typed).not.toContain('guidao');
  });

  it('has the beginnings of Latin words that may be readings, but for the short ones', () => {
    const { typed: words } = toDocument({ ...RECORD, titleEn: 'bendinglo hydrogen' }, '');
    expect(words).toEqual(expect.arrayContaining(['bendi', 'bendin', 'bending', 'bendingl']));
    expect(words).not.toContain('hydro');
    expect(words).not.toContain('bendinglo');
  });

  it('has those of words with digits too, the letters whole', () => {
    const { typed: words } = toDocument({ ...RECORD, titleEn: 'xuelong2' }, '');
    expect(words).toEqual(expect.arrayContaining(['xuelo', 'xuelong', 'xuelong2']));
  });

  it('has words with digits from their first letter on, and no plain ones', () => {
    expect(typed).toContain('c919');
    expect(typed).not.toContain('hydrogen');
  });

  it('has each value once, and what stands for none', () => {
    expect(value.award).toEqual([toIndexValue('AWD-1')]);
    expect(value.organisation).toEqual(['ORG-2', 'ORG-1'].map(toIndexValue));
    expect([value.region, value.studio, value.year, value.awardWon]).toEqual(Array(4).fill([NO_VALUE]));
    expect(toDocument({ ...RECORD, year: 2020 }, '').value.year).toEqual([toIndexValue('2020')]);
  });

  it('is ordered by numbers and code points, and by nothing where there is no value', () => {
    expect(order).toEqual({
      code: toIndexValue('WIA-0001'),
      titleOrder: toIndexValue('dian han ji'),
      updatedAt: 1_689_120_000_001,
    });
    expect(toDocument({ ...RECORD, year: 2020 }, '').order.year).toBe(2020);
  });
});
