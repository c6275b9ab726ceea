import { Controller, Get, Header } from '@nestjs/common';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { printSchema } from 'graphql';

/** The schema, for people and tools. */
@Controller()
export class SchemaController {
  constructor(private readonly schemaHost: GraphQLSchemaHost) {}

  /** The GraphQL schema in its own language. */
  @Get('schema.graphql')
  @Header('content-type', 'text/plain; charset=utf-8')
  schema(): string {
    return `${printSchema(this.schemaHost.schema)}\n`;
  }
}
