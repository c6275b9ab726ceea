import { Module } from '@nestjs/common';
import { CatalogModule } from '../../catalog/catalog.module.js';
import { CitationController } from './citation.controller.js';
import { CITATION_RESOLVERS } from './citation.resolvers.js';

/** How to cite what the catalogue holds. */
@Module({
  imports: [CatalogModule],
  providers: CITATION_RESOLVERS,
  controllers: [CitationController],
})
export class CitationModule {}
