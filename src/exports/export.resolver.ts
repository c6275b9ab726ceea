import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import { PublicAddress, type ReachedContext } from '../config/public-address.js';
import { ExportLink, ExportLinksArgs } from './export-link.type.js';
import { exportLinks } from './export-links.js';

@Resolver(() => ExportLink)
export class ExportResolver {
  constructor(private readonly address: PublicAddress) {}

  @Query(() => [ExportLink], {
    description:
      'Where the achievements that fulfil a filter, and that a search finds, can be had as a file: one link for each format.',
  })
  exportLinks(@Args() args: ExportLinksArgs, @Context() { reached }: ReachedContext): ExportLink[] {
    return exportLinks(this.address.of(reached), args);
  }
}
