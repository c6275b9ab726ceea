import { type DynamicModule, Module } from '@nestjs/common';

/** How a request reached the service. */
export interface Reached {
  readonly protocol: string;
  readonly host: string;
}

/** What a resolver that gives links finds of it in the GraphQL context of its request. */
export interface ReachedContext {
  readonly reached: Reached;
}

/** Under which address the public reaches the service, for the links that it gives. */
export class PublicAddress {
  constructor(private readonly publicUrl: string | undefined) {}

  /** The address of the settings, without a slash at the end; empty when there is none. */
  get known(): string {
    return this.publicUrl ?? '';
  }

  /** The address of the settings, or the one by which this request came; without a slash at the end. */
  of({ protocol, host }: Reached): string {
    return this.publicUrl ?? `${protocol}://${host}`;
  }
}

/** Gives every module the public address. */
@Module({})
export class PublicAddressModule {
  static forRoot(publicUrl: string | undefined): DynamicModule {
    return {
      module: PublicAddressModule,
      global: true,
      providers: [{ provide: PublicAddress, useValue: new PublicAddress(publicUrl) }],
      exports: [PublicAddress],
    };
  }
}
