import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { toConnection, type Edge } from './connection.type.js';

const NO_COUNT = (): Promise<number> => Promise.reject(new Error('The list was counted unasked.'));

function edges(...cursors: string[]): Edge<string>[] {
  return cursors.map((cursor) => ({ cursor, node: `record ${cursor}` }));
}

describe('the page info', () => {
  // Relay: going one way, what lies ahead is known by the record read too many; what lies behind, by the cursor given.
  it.each([
    { backward: false, after: null, before: null, more: false, hasNextPage: false, hasPreviousPage: false },
    { backward: false, after: null, before: null, more: true, hasNextPage: true, hasPreviousPage: false },
    { backward: false, after: 'a', before: null, more: true, hasNextPage: true, hasPreviousPage: true },
    { backward: false, after: 'a', before: null, more: false, hasNextPage: false, hasPreviousPage: true },
    { backward: false, after: null, before: 'z', more: true, hasNextPage: true, hasPreviousPage: false },
    { backward: true, after: null, before: null, more: false, hasNextPage: false, hasPreviousPage: false },
    { backward: true, after: null, before: null, more: true, hasNextPage: false, hasPreviousPage: true },
    { backward: true, after: null, before: 'z', more: true, hasNextPage: true, hasPreviousPage: true },
    { backward: true, after: null, before: 'z', more: false, hasNextPage: true, hasPreviousPage: false },
    { backward: true, after: 'a', before: null, more: false, hasNextPage: false, hasPreviousPage: false },
  ])('of $backward, $after, $before, $more', ({ more, hasNextPage, hasPreviousPage, ...place }) => {
    const { pageInfo } = toConnection(edges('b', 'c'), more, { size: 2, ...place }, NO_COUNT);
    expect(pageInfo).toEqual({ hasNextPage, hasPreviousPage, startCursor: 'b', endCursor: 'c' });
  });

  it('of an empty page has no cursors', () => {
    const page = { size: 2, backward: false, after: null, before: null };
    expect(toConnection([], false, page, NO_COUNT).pageInfo).toMatchObject({
      startCursor: null,
      endCursor: null,
    });
  });
});

describe('a connection computes what is selected and nothing else', () => {
  const page = { size: 2, backward: false, after: null, before: null };

  it('counts only when the total is read', async () => {
    let counted = 0;
    const connection = toConnection(edges('a'), false, page, () => Promise.resolve((counted += 41)));
    expect(connection.edges).toHaveLength(1);
    expect(connection.pageInfo.hasNextPage).toBe(false);
    expect(counted).toBe(0);
    await expect(connection.totalCount).resolves.toBe(41);
  });

  it('writes a cursor only when it is read', () => {
    let written = 0;
    const edge: Edge<string> = {
      node: 'record',
      get cursor() {
        written += 1;
        return 'c';
      },
    };
    const connection = toConnection([edge], true, page, NO_COUNT);
    expect([connection.pageInfo.hasNextPage, connection.edges[0]?.node]).toEqual([true, 'record']);
    expect(written).toBe(0);
    expect(connection.pageInfo.endCursor).toBe('c');
    expect(written).toBe(1);
  });
});
