import { Scope } from '../../src/access/scopes.js';
import { type Answer, type TestApp } from './app.js';
import { bearer, issueKey } from './keys.js';

/** What tests read of a collection. */
export const COLLECTION = `slug version visibility title { value lang fallback } titles { zh en } note { value } itemCount
  sections { id title { value } titles { zh en } }
  items(first: 100) { edges { node { code position section { id } label { value } labels { zh en } notes { zh en } } } }`;

/** A curator at work on collections, over HTTP. */
export interface Curator {
  readonly headers: Record<string, string>;
  /** Runs a mutation and gives its payload. */
  readonly run: (mutation: string, args: string) => Promise<any>;
  /** Makes a collection of these achievements and gives it. */
  readonly make: (slug: string, codes?: readonly string[]) => Promise<any>;
  /** The collection as the curator sees it. */
  readonly see: (slug: string) => Promise<any>;
}

let requests = 0;

/** Gives a curator a key of their own. */
export async function aCurator(service: TestApp, name: string): Promise<Curator> {
  const { secret } = await issueKey(service.database.dataSource, [Scope.CURATE], name);
  const headers = bearer(secret);
  const ask = async (document: string): Promise<Answer> => {
    const answer = await service.send(document, {}, headers);
    if (answer.errors) throw new Error(JSON.stringify(answer.errors));
    return answer;
  };
  const run: Curator['run'] = async (mutation, args) => {
    const { data } = await ask(
      `mutation { done: ${mutation}(${args}) { collection { ${COLLECTION} }
         errors { code path message conflict { ifVersion currentVersion fields { field read current yours } } } } }`,
    );
    return data.done;
  };
  const make: Curator['make'] = async (slug, codes = []) => {
    const key = `make-${++requests}`;
    const input = `{ slug: "${slug}", title: { zh: "展览", en: "An exhibit" } }`;
    const made = await run('createCollection', `input: ${input}, idempotencyKey: "${key}"`);
    if (codes.length === 0) return made.collection;
    return (await run('addToCollection', `slug: "${slug}", codes: ${JSON.stringify(codes)}`)).collection;
  };
  const see: Curator['see'] = async (slug) =>
    (await ask(`{ collection(slug: "${slug}") { ${COLLECTION} } }`)).data.collection;
  return { headers, run, make, see };
}

/** The codes of a collection's items, in their order. */
export function codesOf({ items }: { items: { edges: { node: { code: string } }[] } }): string[] {
  return items.edges.map(({ node }) => node.code);
}
