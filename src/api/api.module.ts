import { Module } from '@nestjs/common';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { GraphQLModule } from '@nestjs/graphql';
import { DataSource } from 'typeorm';
import { CatalogModule } from '../catalog/catalog.module.js';
import { ReferenceData } from '../catalog/reference-data.js';
import { GraphiqlController } from './graphiql.controller.js';
import { graphqlOptions } from './graphql.options.js';
import { LOGGER } from '../config/logger.module.js';
import { RootController } from './root.controller.js';

/** The edge: how the service is reached. */
@Module({
  imports: [
    GraphQLModule.forRootAsync<ApolloDriverConfig>({
      driver: ApolloDriver,
      imports: [CatalogModule],
      inject: [DataSource, ReferenceData, LOGGER],
      useFactory: graphqlOptions,
    }),
  ],
  controllers: [RootController, GraphiqlController],
})
export class ApiModule {}
