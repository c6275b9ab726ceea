import { describe, expect, it } from '@jest/globals';
import { cite, CitationStyle } from './citation.styles.js';
import { type CitedWork } from './cited-work.js';

const ACCESSED = '2026-11-21';

function aRecord(parts: Partial<CitedWork> = {}): CitedWork {
  return {
    key: 'WIA-0001',
    kind: 'RECORD',
    creators: ['张文斌'],
    more: false,
    title: '万吨级轻稀土碳酸盐连续化生产工艺',
    titleEn: 'Continuous production of light rare earth carbonates',
    year: 2023,
    version: '3',
    updated: '2026-11-20',
    url: 'https://catalogue.example/id/WIA-0001',
    ...parts,
  };
}

function aRelease(): CitedWork {
  return {
    key: 'catalogue-2026.11.21-1',
    kind: 'DATASET',
    creators: ['职工创新成果目录'],
    more: false,
    title: '职工创新成果目录数据集',
    titleEn: 'Innovation achievement catalogue: Data set',
    year: 2026,
    version: '2026.11.21-1',
    updated: '2026-11-21',
    url: 'https://catalogue.example/v1/snapshots/2026.11.21-1',
  };
}

const names = (count: number): string[] => Array.from({ length: count }, (_, index) => `工匠${index + 1}`);

describe('a citation after GB/T 7714', () => {
  const gbt = (parts: Partial<CitedWork> = {}): string =>
    cite(aRecord(parts), CitationStyle.GBT7714, ACCESSED);

  it('names creator, title, type, version, publisher, both days and the address', () => {
    expect(gbt()).toBe(
      '张文斌. 万吨级轻稀土碳酸盐连续化生产工艺[DS/OL]. V3. 职工创新成果目录（2026-11-20）[2026-11-21]. https://catalogue.example/id/WIA-0001.',
    );
  });

  it('names three creators, and of more the first three', () => {
    expect(gbt({ creators: names(3) })).toMatch(/^工匠1，工匠2，工匠3\. /);
    expect(gbt({ creators: names(4) })).toMatch(/^工匠1，工匠2，工匠3，等\. /);
  });

  it('says that the source names more than are listed', () => {
    expect(gbt({ creators: names(2), more: true })).toMatch(/^工匠1，工匠2，等\. /);
  });

  it('begins with the title where nobody is named', () => {
    expect(gbt({ creators: [] })).toMatch(/^万吨级/);
  });

  it('cites a release', () => {
    expect(cite(aRelease(), CitationStyle.GBT7714, ACCESSED)).toBe(
      '职工创新成果目录. 职工创新成果目录数据集[DS/OL]. V2026.11.21-1. 职工创新成果目录（2026-11-21）[2026-11-21]. https://catalogue.example/v1/snapshots/2026.11.21-1.',
    );
  });
});

describe('a citation after APA', () => {
  const apa = (parts: Partial<CitedWork> = {}): string => cite(aRecord(parts), CitationStyle.APA, ACCESSED);

  it('gives the title with its translation, and the day of access of what can change', () => {
    expect(apa()).toBe(
      '张文斌. (2023). 万吨级轻稀土碳酸盐连续化生产工艺 [Continuous production of light rare earth carbonates] (Record WIA-0001, Version 3) [Database record]. 职工创新成果目录. Retrieved November 21, 2026, from https://catalogue.example/id/WIA-0001',
    );
  });

  it('says n.d. for an unknown year, and gives no translation where there is none', () => {
    expect(apa({ year: null, titleEn: null })).toMatch(
      /^张文斌\. \(n\.d\.\)\. 万吨级轻稀土碳酸盐连续化生产工艺 \(Record/,
    );
  });

  it('joins the last creator with an ampersand, and leaves out those after the nineteenth but the last', () => {
    expect(apa({ creators: names(2) })).toMatch(/^工匠1, & 工匠2\. \(2023\)/);
    expect(apa({ creators: names(20) })).toMatch(/^工匠1, .*, 工匠19, & 工匠20\. \(2023\)/);
    expect(apa({ creators: names(21) })).toMatch(/, 工匠19, \. \. \. 工匠21\. \(2023\)/);
  });

  it('says that the source names more than are listed', () => {
    expect(apa({ creators: names(2), more: true })).toMatch(/^工匠1, 工匠2, et al\. \(2023\)/);
  });

  it('begins with the title where nobody is named', () => {
    expect(apa({ creators: [], titleEn: null })).toMatch(
      /^万吨级轻稀土碳酸盐连续化生产工艺 \(Record WIA-0001, Version 3\) \[Database record\]\. \(2023\)\. 职工创新成果目录\. /,
    );
  });

  it('cites a release, which does not change, without the day of access', () => {
    expect(cite(aRelease(), CitationStyle.APA, ACCESSED)).toBe(
      '职工创新成果目录. (2026). 职工创新成果目录数据集 [Innovation achievement catalogue: Data set] (Version 2026.11.21-1) [Data set]. https://catalogue.example/v1/snapshots/2026.11.21-1',
    );
  });
});

describe('a citation in BibTeX', () => {
  const bibtex = (parts: Partial<CitedWork> = {}): string =>
    cite(aRecord(parts), CitationStyle.BIBTEX, ACCESSED);

  it('is an entry whose names and title stay as they are', () => {
    expect(bibtex({ creators: ['张文斌', '李四'], more: true })).toBe(`@misc{WIA-0001,
  author       = {{张文斌} and {李四} and others},
  title        = {{万吨级轻稀土碳酸盐连续化生产工艺}},
  year         = {2023},
  howpublished = {职工创新成果目录},
  note         = {Record WIA-0001, version 3},
  url          = {https://catalogue.example/id/WIA-0001},
  urldate      = {2026-11-21}
}
`);
  });

  it('leaves out what is unknown', () => {
    const entry = bibtex({ creators: [], year: null });
    expect(entry).not.toMatch(/author|year /);
  });

  it('escapes what means something to TeX, and has no brace without its other half', () => {
    const entry = bibtex({ title: 'A & B_1 #2: 50% of $x^2$ ~ {y \\z' });
    expect(entry).toContain(
      'title        = {{A \\& B\\_1 \\#2: 50\\% of \\$x\\textasciicircum{}2\\$ \\textasciitilde{} \\textbraceleft{}y \\textbackslash{}z}}',
    );
    expect(entry.match(/\{/g)?.length).toBe(entry.match(/\}/g)?.length);
  });

  it('cites a release', () => {
    expect(cite(aRelease(), CitationStyle.BIBTEX, ACCESSED)).toBe(`@misc{catalogue-2026.11.21-1,
  author       = {{职工创新成果目录}},
  title        = {{职工创新成果目录数据集}},
  year         = {2026},
  howpublished = {职工创新成果目录},
  note         = {Data set, version 2026.11.21-1},
  url          = {https://catalogue.example/v1/snapshots/2026.11.21-1},
  urldate      = {2026-11-21}
}
`);
  });
});

describe('every citation', () => {
  it('stands in one line, whatever the title holds', () => {
    const lines = cite(aRecord({ title: '一\n二\t三\u0007四' }), CitationStyle.GBT7714, ACCESSED);
    expect(lines).toContain('一 二 三 四[DS/OL]');
  });

  it('takes today when no day is given', () => {
    const today = new Date().toISOString().slice(0, 10);
    expect(cite(aRecord(), CitationStyle.GBT7714)).toContain(`[${today}]`);
  });

  it.each(['2026-02-30', '2026-1-1', '21.11.2026', '', '2026-11-21T00:00'])(
    'refuses “%s” as a day',
    (day) => {
      expect(() => cite(aRecord(), CitationStyle.APA, day)).toThrow(
        '“accessed” must be a day such as 2026-11-21.',
      );
    },
  );
});
