import { type Type } from '@nestjs/common';
import { Field, Int, ObjectType } from '@nestjs/graphql';
import { type PageRequest } from './page-request.js';

@ObjectType({ description: 'Where a page stands in its list, as the Relay cursor specification has it.' })
export class PageInfo {
  @Field({
    description: 'Whether records follow this page. Going backward (`last`), true when `before` was given.',
  })
  hasNextPage: boolean;

  @Field({
    description: 'Whether records precede this page. Going forward (`first`), true when `after` was given.',
  })
  hasPreviousPage: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the first record of this page; null on an empty page.',
  })
  startCursor: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the last record of this page; null on an empty page.',
  })
  endCursor: string | null;
}

/** One record in a connection. Its cursor is a getter, so that it is written only when a client selects it. */
export interface Edge<N> {
  readonly cursor: string;
  readonly node: N;
}

/** One page of a list. `totalCount` is a getter, so that it is counted only when a client selects it. */
export interface Connection<N, E extends Edge<N> = Edge<N>> {
  readonly edges: E[];
  readonly pageInfo: PageInfo;
  readonly totalCount: Promise<number>;
}

/** Makes a page of its edges. Its parts are getters: nothing is computed that no client selects. */
export function toConnection<N, E extends Edge<N>>(
  edges: E[],
  more: boolean,
  request: PageRequest,
  count: () => Promise<number>,
): Connection<N, E> {
  const { backward, after, before } = request;
  return {
    edges,
    pageInfo: {
      hasNextPage: backward ? before !== null : more,
      hasPreviousPage: backward ? more : after !== null,
      get startCursor() {
        return edges[0]?.cursor ?? null;
      },
      get endCursor() {
        return edges.at(-1)?.cursor ?? null;
      },
    },
    get totalCount() {
      return count();
    },
  };
}

/** Makes the GraphQL edge type `<name>Edge` of a node type. */
export function edgeType<N>(name: string, node: () => Type<N>): Type<Edge<N>> {
  @ObjectType(`${name}Edge`, { description: `One record of ${article(name)} list, with its place.` })
  class ConnectionEdge implements Edge<N> {
    @Field(() => String, {
      description:
        'Opaque place of this record in the list; it stays good when records are added or removed.',
    })
    cursor: string;

    @Field(node, { description: 'The record.' })
    node: N;
  }
  return ConnectionEdge;
}

/** Makes the GraphQL type `<name>Connection` over an edge type. */
export function connectionType<N, E extends Edge<N>>(
  name: string,
  edge: () => Type<E>,
): Type<Connection<N, E>> {
  @ObjectType(`${name}Connection`, { description: `One page of ${article(name)} list.` })
  class ConnectionPage implements Connection<N, E> {
    @Field(() => [edge()], { description: 'The records of this page, in the order asked for.' })
    edges: E[];

    @Field(() => PageInfo, { description: 'Where this page stands in the list.' })
    pageInfo: PageInfo;

    @Field(() => Int, {
      description: 'Exact number of records in the whole list; counted only when selected.',
    })
    totalCount: Promise<number>;
  }
  return ConnectionPage;
}

function article(name: string): string {
  return /^[AEIOU]/.test(name) ? `an ${name}` : `a ${name}`;
}
