import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import {
  extendSchema,
  getNamedType,
  type GraphQLField,
  type GraphQLSchema,
  isLeafType,
  parse,
} from 'graphql';
import { Scope } from '../../src/access/scopes.js';
import { createTestApp, type ServedError, type TestApp } from '../support/app.js';
import { bearer, issueKey } from '../support/keys.js';

/** An operation: the scope that it needs, and arguments that pass validation, for what comes before execution. */
interface Row {
  readonly needs: Scope | null;
  readonly args?: string;
}

const open = (args?: string): Row => ({ needs: null, ...(args === undefined ? {} : { args }) });
const guarded = (needs: Scope, args?: string): Row => ({ ...open(args), needs });

/** The mutations of one kind of record. */
function edits(type: string, plural: string, input: string): Record<string, Row> {
  const args: Readonly<Record<string, string>> = {
    [`create${type}`]: `input: ${input}, idempotencyKey: "${type}"`,
    [`update${type}`]: 'code: "X-0", ifVersion: 1, input: {}',
    [`withdraw${type}`]: 'code: "X-0", ifVersion: 1, reason: "x"',
    [`restore${type}`]: 'code: "X-0"',
    [`putBack${type}`]: 'code: "X-0", ifVersion: 2, version: 1',
    [`merge${plural}`]:
      'survivor: { code: "X-0", ifVersion: 1 }, duplicate: { code: "X-1", ifVersion: 1 }, reason: "x"',
  };
  return Object.fromEntries(
    Object.entries(args).map(([name, each]) => [`Mutation.${name}`, guarded(Scope.CURATE, each)]),
  );
}

/** A collection that is not there, in a version. */
const COLLECTION = 'slug: "none", ifVersion: 1';

/** Every operation of the schema. A new one gets its row here: whether everybody may, or which scope it needs. */
const MATRIX: Readonly<Record<string, Row>> = {
  'Query.achievement': open('code: "WIA-0001"'),
  'Query.achievements': open(),
  'Query.apiKeys': guarded(Scope.KEYS),
  'Query.award': open('code: "AWD-0001"'),
  'Query.awards': open(),
  'Query.catalogInfo': open(),
  'Query.changes': open(),
  'Query.changeSet': open('id: "1"'),
  'Query.collection': open('slug: "none"'),
  'Query.collections': open(),
  'Query.craftsman': open('code: "CRF-00001"'),
  'Query.craftsmen': open(),
  'Query.exportLinks': open(),
  'Query.facetValues': open('facet: INDUSTRY'),
  'Query.history': open('code: "WIA-0001"'),
  'Query.import': guarded(Scope.IMPORT, 'id: "1"'),
  'Query.imports': guarded(Scope.IMPORT),
  'Query.industries': open(),
  'Query.node': open('id: "x"'),
  'Query.nodes': open('ids: ["x"]'),
  'Query.organisation': open('code: "ORG-00001"'),
  'Query.organisations': open(),
  'Query.regions': open(),
  'Query.search': open(),
  'Query.searchEverything': open('q: "焊"'),
  'Query.stats': open('by: [YEAR]'),
  'Query.snapshot': open('version: "2026.11.21-1"'),
  'Query.snapshots': open(),
  'Query.studio': open('code: "STU-0001"'),
  'Query.studios': open(),
  'Query.suggest': open('q: "焊"'),
  'Query.synonyms': open(),
  'Query.viewer': open(),
  ...edits(
    'Achievement',
    'Achievements',
    '{ title: "x", industry: "NONE", recognition: REPORTED, source: { kind: NEWS } }',
  ),
  ...edits('Award', 'Awards', '{ name: "" }'),
  ...edits('Craftsman', 'Craftsmen', '{ name: "" }'),
  ...edits('Organisation', 'Organisations', '{ name: "" }'),
  ...edits('Studio', 'Studios', '{ name: "" }'),
  'Mutation.addCollectionSection': guarded(Scope.CURATE, `${COLLECTION}, input: {}`),
  'Mutation.addSearchToCollection': guarded(Scope.CURATE, COLLECTION),
  'Mutation.addToCollection': guarded(Scope.CURATE, `${COLLECTION}, codes: ["WIA-0001"]`),
  'Mutation.copyCollection': guarded(Scope.CURATE, 'slug: "none", idempotencyKey: "copy"'),
  'Mutation.createCollection': guarded(Scope.CURATE, 'input: {}, idempotencyKey: "collection"'),
  'Mutation.deleteCollection': guarded(Scope.CURATE, COLLECTION),
  'Mutation.moveCollectionSection': guarded(Scope.CURATE, `${COLLECTION}, section: "s1"`),
  'Mutation.moveInCollection': guarded(Scope.CURATE, `${COLLECTION}, codes: ["WIA-0001"]`),
  'Mutation.putBackCollection': guarded(Scope.CURATE, `${COLLECTION}, version: 1`),
  'Mutation.removeCollectionSection': guarded(Scope.CURATE, `${COLLECTION}, section: "s1"`),
  'Mutation.removeFromCollection': guarded(Scope.CURATE, `${COLLECTION}, codes: ["WIA-0001"]`),
  'Mutation.restoreCollection': guarded(Scope.CURATE, 'slug: "none"'),
  'Mutation.revokeCollectionShare': guarded(Scope.CURATE, 'slug: "none", share: "1"'),
  'Mutation.shareCollection': guarded(Scope.CURATE, 'slug: "none"'),
  'Mutation.undoCollection': guarded(Scope.CURATE, COLLECTION),
  'Mutation.updateCollection': guarded(Scope.CURATE, `${COLLECTION}, input: {}`),
  'Mutation.updateCollectionItem': guarded(Scope.CURATE, `${COLLECTION}, code: "WIA-0001", input: {}`),
  'Mutation.updateCollectionSection': guarded(Scope.CURATE, `${COLLECTION}, section: "s1", input: {}`),
  'Mutation.undoMerge': guarded(Scope.CURATE, 'changeSet: "0"'),
  'Mutation.addSynonym': guarded(Scope.CURATE, 'input: { term: "焊", expansion: "" }'),
  'Mutation.removeSynonym': guarded(Scope.CURATE, 'term: "无此词", expansion: "无此词语"'),
  'Mutation.applyImport': guarded(Scope.IMPORT, 'id: "0"'),
  'Mutation.createSnapshot': guarded(Scope.CURATE, 'note: ""'),
  'Mutation.createApiKey': guarded(Scope.KEYS, 'input: { name: "x", scopes: [] }'),
  'Mutation.revertImport': guarded(Scope.IMPORT, 'id: "0"'),
  'Mutation.revokeApiKey': guarded(Scope.KEYS, 'id: "none"'),
  'Mutation.rotateApiKey': guarded(Scope.KEYS, 'id: "none"'),
};

/** What an operation answers to whom: the code of its refusal, or null when it was let in, whatever came of it. */
type Answers = Readonly<Record<string, string | null>>;

let service: TestApp;
let schema: GraphQLSchema;
/** A key for each scope, which has no other but READ, and none. */
const callers = new Map<Scope | 'nobody', Record<string, string>>();

beforeAll(async () => {
  service = await createTestApp();
  schema = service.app.get(GraphQLSchemaHost, { strict: false }).schema;
  callers.set('nobody', {});
  for (const scope of Object.values(Scope)) {
    const { secret } = await issueKey(service.database.dataSource, [scope], scope);
    callers.set(scope, bearer(secret));
  }
});

afterAll(() => service.close());

/** Every operation of a schema: `Query.achievement` and so on. */
function operations(of: GraphQLSchema): string[] {
  return [of.getQueryType(), of.getMutationType()].flatMap((type) =>
    Object.keys(type?.getFields() ?? {}).map((name) => `${type?.name}.${name}`),
  );
}

function fieldOf(operation: string): GraphQLField<unknown, unknown> {
  const [root = '', name = ''] = operation.split('.');
  const type = root === 'Query' ? schema.getQueryType() : schema.getMutationType();
  return type?.getFields()[name] as GraphQLField<unknown, unknown>;
}

/** A document that asks for an operation and nothing below it. */
function documentFor(operation: string): string {
  const { args } = MATRIX[operation] as Row;
  const [root = '', name = ''] = operation.split('.');
  const selection = isLeafType(getNamedType(fieldOf(operation).type)) ? '' : ' { __typename }';
  return `${root.toLowerCase()} { ${name}${args === undefined ? '' : `(${args})`}${selection} }`;
}

const REFUSALS = ['UNAUTHENTICATED', 'FORBIDDEN'];

async function refusalOf(operation: string, caller: Scope | 'nobody'): Promise<ServedError | undefined> {
  const { errors } = await service.send(documentFor(operation), {}, callers.get(caller));
  const codes = errors?.map(({ extensions }) => extensions.code) ?? [];
  expect(codes).not.toContain('GRAPHQL_VALIDATION_FAILED');
  return errors?.find(({ extensions }) => REFUSALS.includes(extensions.code));
}

function wanted({ needs }: Row): Answers {
  return Object.fromEntries(
    [...callers.keys()].map((caller) => {
      const refused = caller === 'nobody' ? 'UNAUTHENTICATED' : 'FORBIDDEN';
      return [caller, needs === null || caller === needs ? null : refused];
    }),
  );
}

describe('the matrix of roles and operations', () => {
  it('has a row for every operation of the schema, and none besides', () => {
    expect(Object.keys(MATRIX).sort()).toEqual(operations(schema).sort());
  });

  it('would lack a row for an operation that is new', () => {
    const grown = extendSchema(schema, parse('extend type Mutation { forgetEverything: Boolean }'));
    const missing = operations(grown).filter((operation) => !Object.hasOwn(MATRIX, operation));
    expect(missing).toEqual(['Mutation.forgetEverything']);
  });

  it.each(Object.keys(MATRIX))('holds for %s', async (operation) => {
    const row = MATRIX[operation] as Row;
    const answers: Record<string, string | null> = {};
    for (const caller of callers.keys()) {
      const refusal = await refusalOf(operation, caller);
      answers[caller] = refusal?.extensions.code ?? null;
      if (refusal) {
        expect(refusal.extensions.scope).toBe(row.needs);
        expect(refusal.message).toContain(String(row.needs));
      }
    }
    expect(answers).toEqual(wanted(row));
  });

  it('has no mutation that everybody may run', () => {
    const all = Object.entries(MATRIX).filter(([name, { needs }]) => name.startsWith('Mutation.') && !needs);
    expect(all).toEqual([]);
  });

  it('is told by the description of every operation that needs a scope', () => {
    for (const [operation, { needs }] of Object.entries(MATRIX)) {
      const told = /Needs the scope (\w+)/.exec(fieldOf(operation).description ?? '')?.[1] ?? null;
      expect({ operation, told }).toEqual({ operation, told: needs });
    }
  });
});
