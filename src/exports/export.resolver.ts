import { Args, Query, Resolver } from '@nestjs/graphql';
import { ExportLink, ExportLinksArgs } from './export-link.type.js';
import { exportLinks } from './export-links.js';

@Resolver(() => ExportLink)
export class ExportResolver {
  /** @param publicUrl where the public reaches the service; undefined when that is not known */
  constructor(private readonly publicUrl: string | undefined) {}

  @Query(() => [ExportLink], {
    description:
      'Where the achievements that fulfil a filter, and that a search finds, can be had as a file: one link for each format.',
  })
  exportLinks(@Args() args: ExportLinksArgs): ExportLink[] {
    return exportLinks(this.publicUrl ?? '', args);
  }
}
