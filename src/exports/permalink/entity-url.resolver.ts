import { ResolveField, Resolver } from '@nestjs/graphql';
import { Entity } from '../../common/graphql/entity.interface.js';
import { PublicAddress } from '../../config/public-address.js';

@Resolver(() => Entity)
export class EntityUrlResolver {
  constructor(private readonly address: PublicAddress) {}

  @ResolveField(() => String, {
    description:
      'Permanent address, which leads to the page of the record or gives its data; without a host where the service is not told its public address (PUBLIC_URL).',
  })
  url({ code }: Pick<Entity, 'code'>): string {
    return `${this.address.known}/id/${code}`;
  }
}
