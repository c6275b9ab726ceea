import { type DynamicModule, Module } from '@nestjs/common';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { GraphQLModule } from '@nestjs/graphql';
import { DataSource } from 'typeorm';
import { CatalogModule } from '../catalog/catalog.module.js';
import { ReferenceData } from '../catalog/reference-data.js';
import { GraphiqlController } from './graphiql.controller.js';
import { graphqlOptions } from './graphql.options.js';
import { LOGGER } from '../config/logger.module.js';
import { PageController, PUBLIC_URL } from './page/page.controller.js';
import { RecordPreviews } from './page/record.previews.js';
import { SchemaController } from './schema.controller.js';

/** The edge: how the service is reached. */
@Module({})
export class ApiModule {
  static forRoot(publicUrl: string | undefined): DynamicModule {
    return {
      module: ApiModule,
      imports: [
        CatalogModule,
        GraphQLModule.forRootAsync<ApolloDriverConfig>({
          driver: ApolloDriver,
          imports: [CatalogModule],
          inject: [DataSource, ReferenceData, LOGGER],
          useFactory: graphqlOptions,
        }),
      ],
      controllers: [SchemaController, GraphiqlController, PageController],
      providers: [RecordPreviews, { provide: PUBLIC_URL, useValue: publicUrl }],
    };
  }
}
