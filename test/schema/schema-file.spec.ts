import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  buildSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
  isSpecifiedDirective,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';
import { pino } from 'pino';
import { createHttpApp } from '../../src/api/http-app.js';
import { createAppDataSource } from '../../src/app.data-source.js';
import { AppModule } from '../../src/app.module.js';
import { printAppSchema } from '../../src/app.schema.js';
import { PROJECT_ROOT } from '../../src/common/project.js';
import { loadConfig } from '../../src/config/config.js';

// Room for a busy machine: the whole application is put together.
jest.setTimeout(30_000);

/** A part of a schema that a reader looks up, by its coordinate such as `Query.node(id:)`. */
type Part = [coordinate: string, description: string | null | undefined];

function partsOf(type: GraphQLNamedType): Part[] {
  const parts: Part[] = [[type.name, type.description]];
  if (isObjectType(type) || isInterfaceType(type)) {
    for (const field of Object.values(type.getFields())) {
      const coordinate = `${type.name}.${field.name}`;
      parts.push([coordinate, field.description]);
      for (const { name, description } of field.args) parts.push([`${coordinate}(${name}:)`, description]);
    }
  } else if (isInputObjectType(type)) {
    for (const field of Object.values(type.getFields())) {
      parts.push([`${type.name}.${field.name}`, field.description]);
    }
  } else if (isEnumType(type)) {
    for (const value of type.getValues()) parts.push([`${type.name}.${value.name}`, value.description]);
  }
  return parts;
}

/** The coordinates of everything in a schema that has no description, built-in types and directives apart. */
function undocumented(schema: GraphQLSchema): string[] {
  const types = Object.values(schema.getTypeMap()).filter(
    (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
  );
  const directives = schema.getDirectives().filter((directive) => !isSpecifiedDirective(directive));
  return [
    ...types.flatMap(partsOf),
    ...directives.map(({ name, description }): Part => [`@${name}`, description]),
  ]
    .filter(([, description]) => !description?.trim())
    .map(([coordinate]) => coordinate);
}

describe('schema.graphql', () => {
  let printed: string;

  beforeAll(async () => {
    printed = await printAppSchema();
  });

  it('is the schema of this code; npm run cli -- schema writes it anew', () => {
    expect(readFileSync(join(PROJECT_ROOT, 'schema.graphql'), 'utf8')).toBe(printed);
  });

  it('is what the service serves', async () => {
    const logger = pino({ level: 'silent' });
    const dataSource = createAppDataSource('postgres://');
    const config = loadConfig({});
    const app = await createHttpApp(AppModule.forRoot(dataSource, logger, config), config, logger);
    try {
      const answer = await app.inject('/schema.graphql');
      expect(answer.body).toBe(printed);
    } finally {
      await app.close();
    }
  });

  it('describes every type, field, argument and value', () => {
    expect(undocumented(buildSchema(printed))).toEqual([]);
  });
});

describe('the search for missing descriptions', () => {
  it('finds every kind of part that has none', () => {
    const schema = buildSchema(`
      "A directive." directive @known on FIELD
      directive @bare on FIELD
      "Questions." type Query {
        "Told." told("Told." with: String, without: In): Known
        " " blank: Bare
        bare: Value
      }
      "An interface." interface Known { "Told." id: ID! other: ID! }
      type Bare implements Known { "Told." id: ID! other: ID! }
      "An input." input In { "Told." told: Int bare: [When!] }
      "An enum." enum Value { "Told." TOLD BARE }
      scalar When
      union Both = Bare
    `);
    expect(undocumented(schema).sort()).toEqual(
      [
        '@bare',
        'Bare',
        'Bare.other',
        'Both',
        'In.bare',
        'Known.other',
        'Query.bare',
        'Query.blank',
        'Query.told(without:)',
        'Value.BARE',
        'When',
      ].sort(),
    );
  });
});
