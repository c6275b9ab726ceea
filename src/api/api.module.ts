import { Module } from '@nestjs/common';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { GraphQLModule } from '@nestjs/graphql';
import { DataSource } from 'typeorm';
import { CatalogModule } from '../catalog/catalog.module.js';
import { ReferenceData } from '../catalog/reference-data.js';
import { PermalinkModule } from '../exports/permalink/permalink.module.js';
import { GraphiqlController } from './graphiql.controller.js';
import { graphqlOptions } from './graphql.options.js';
import { LOGGER } from '../config/logger.module.js';
import { PageController } from './page/page.controller.js';
import { PagePreviews } from './page/page.previews.js';
import { SchemaController } from './schema.controller.js';

/** The edge: how the service is reached. */
@Module({
  imports: [
    CatalogModule,
    PermalinkModule,
    GraphQLModule.forRootAsync<ApolloDriverConfig>({
      driver: ApolloDriver,
      imports: [CatalogModule],
      inject: [DataSource, ReferenceData, LOGGER],
      useFactory: graphqlOptions,
    }),
  ],
  controllers: [SchemaController, GraphiqlController, PageController],
  providers: [PagePreviews],
})
export class ApiModule {}
