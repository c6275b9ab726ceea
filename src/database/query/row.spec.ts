import { describe, expect, it } from '@jest/globals';
import { encodeGlobalId } from '../../common/graphql/global-id.js';
import { columnOf, joinList, selectList, toRow, type RowSpec, type BaseRow } from './row.js';

const PLAIN: RowSpec = { type: 'Award', table: 'award', columns: ['code', 'updatedAt'] };

const JOINED: RowSpec = {
  type: 'Craftsman',
  table: 'craftsman',
  columns: ['code', 'organisationCode'],
  joined: {
    organisation: {
      table: 'organisation',
      key: 'code',
      by: 'organisationCode',
      columns: ['nameEn'],
      type: 'Organisation',
    },
    source: { table: 'source', key: 'id', by: 'sourceId', columns: ['kind'] },
  },
};

describe('the SQL of a record', () => {
  it.each([
    ['code', 'code'],
    ['updatedAt', 'updated_at'],
    ['shownAtConference', 'shown_at_conference'],
    ['titleEn', 'title_en'],
  ])('has for the property %s the column %s', (property, column) => {
    expect(columnOf(property)).toBe(column);
  });

  it('selects its own columns', () => {
    expect(selectList(PLAIN)).toBe('t.code AS "code", t.updated_at AS "updatedAt"');
    expect(joinList(PLAIN)).toBe('');
  });

  it('selects the columns of joined records under their names', () => {
    expect(selectList(JOINED)).toBe(
      't.code AS "code", t.organisation_code AS "organisationCode", ' +
        'j_organisation.code AS "organisation.code", j_organisation.name_en AS "organisation.nameEn", ' +
        'j_source.id AS "source.id", j_source.kind AS "source.kind"',
    );
    expect(joinList(JOINED)).toBe(
      'LEFT JOIN organisation j_organisation ON j_organisation.code = t.organisation_code ' +
        'LEFT JOIN source j_source ON j_source.id = t.source_id',
    );
  });
});

describe('a record read', () => {
  it('has its type and global id, and nothing that was not asked for', () => {
    const moment = new Date();
    const row = toRow(PLAIN, { code: 'AWD-0001', updatedAt: moment, '~0': 'AWD-0001', '~parent': 'x' });
    expect(row.id).toBe(encodeGlobalId('Award', 'AWD-0001'));
    expect({ ...row }).toEqual({
      __typename: 'Award',
      code: 'AWD-0001',
      updatedAt: moment,
    });
  });

  it('has the records joined to it, with a global id when they have a type', () => {
    const row = toRow<BaseRow & { organisation: BaseRow }>(JOINED, {
      code: 'CRF-00001',
      organisationCode: 'ORG-00001',
      'organisation.code': 'ORG-00001',
      'organisation.nameEn': null,
      'source.id': 0,
      'source.kind': 'NEWS',
    });
    expect([row.id, row.organisation.id]).toEqual([
      encodeGlobalId('Craftsman', 'CRF-00001'),
      encodeGlobalId('Organisation', 'ORG-00001'),
    ]);
    expect({ ...row, organisation: { ...row.organisation } }).toEqual({
      __typename: 'Craftsman',
      code: 'CRF-00001',
      organisationCode: 'ORG-00001',
      organisation: {
        __typename: 'Organisation',
        code: 'ORG-00001',
        nameEn: null,
      },
      source: { id: 0, kind: 'NEWS' },
    });
  });

  it('has null for a record that is not there, not a record of nulls', () => {
    const row = toRow(JOINED, {
      code: 'CRF-00001',
      organisationCode: null,
      'organisation.code': null,
      'organisation.nameEn': null,
      'source.id': null,
    });
    expect(row).toMatchObject({ organisation: null, source: null });
  });
});
