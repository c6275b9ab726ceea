import { Module } from '@nestjs/common';
import { CatalogModule } from '../../catalog/catalog.module.js';
import { JsonLdWriter } from '../json-ld/json-ld.js';
import { EntityUrlResolver } from './entity-url.resolver.js';
import { PermalinkController } from './permalink.controller.js';
import { Permalinks } from './permalinks.js';

/** Permanent addresses of records. */
@Module({
  imports: [CatalogModule],
  providers: [Permalinks, JsonLdWriter, EntityUrlResolver],
  controllers: [PermalinkController],
  exports: [Permalinks, JsonLdWriter],
})
export class PermalinkModule {}
