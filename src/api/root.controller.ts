import { Controller, Get, Header } from '@nestjs/common';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { printSchema } from 'graphql';
import { homePage, PAGE_SECURITY_POLICY } from './pages.js';

/** The addresses beside GraphQL that a person or a tool opens first. */
@Controller()
export class RootController {
  constructor(private readonly schemaHost: GraphQLSchemaHost) {}

  /** What this is, and where to go from here. */
  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', PAGE_SECURITY_POLICY)
  @Header('x-content-type-options', 'nosniff')
  home(): string {
    return homePage();
  }

  /** The GraphQL schema in its own language. */
  @Get('schema.graphql')
  @Header('content-type', 'text/plain; charset=utf-8')
  schema(): string {
    return `${printSchema(this.schemaHost.schema)}\n`;
  }
}
