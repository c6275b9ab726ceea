import { describe, expect, it } from '@jest/globals';
import { Recognition } from '../achievement/achievement.enums.js';
import { SourceKind } from '../source/source.type.js';
import { type States } from './edits.js';
import { referencesOf, replaceReferences } from './references.js';

const grant = { recognition: Recognition.REPORTED, level: null, year: null, listCode: null };

const ACHIEVEMENT: States['Achievement'] = {
  title: '题',
  titleEn: null,
  industry: 'AEROSPACE',
  region: null,
  studio: 'S',
  organisation: 'A',
  partnerOrganisations: ['B', 'C'],
  craftsmen: [
    { craftsman: 'P', role: null },
    { craftsman: 'Q', role: '组长' },
  ],
  peoplePartial: false,
  recognition: Recognition.REPORTED,
  grants: [
    { award: 'X', ...grant },
    { award: 'Y', ...grant },
  ],
  year: null,
  figures: ['A', 'P'],
  exhibitedAt: null,
  source: { kind: SourceKind.NEWS, publisher: 'A', title: null, date: null, url: null },
};

describe('the references of a state', () => {
  it('are everything that it names, by kind and place', () => {
    const named = referencesOf('Achievement', ACHIEVEMENT).map(
      ({ type, code, path }) => `${type} ${code} ${path.join('.')}`,
    );
    expect(named).toEqual([
      'Industry AEROSPACE industry',
      'Studio S studio',
      'Organisation A organisation',
      'Organisation B partnerOrganisations.0',
      'Organisation C partnerOrganisations.1',
      'Craftsman P craftsmen.0.craftsman',
      'Craftsman Q craftsmen.1.craftsman',
      'Award X grants.0.award',
      'Award Y grants.1.award',
    ]);
  });

  it('are replaced where they are references, and nowhere else', () => {
    const others = new Map([
      ['A', 'B'],
      ['P', 'Q'],
      ['X', 'Y'],
    ]);
    expect(replaceReferences('Achievement', ACHIEVEMENT, others)).toEqual({
      ...ACHIEVEMENT,
      organisation: 'B',
      partnerOrganisations: ['C'],
      craftsmen: [{ craftsman: 'Q', role: '组长' }],
      // Two grants of one award are two facts.
      grants: [
        { award: 'Y', ...grant },
        { award: 'Y', ...grant },
      ],
    });
  });

  it('that are not among the replaced ones stay', () => {
    expect(replaceReferences('Achievement', ACHIEVEMENT, new Map([['Z', 'A']]))).toEqual(ACHIEVEMENT);
  });
});
