import { Scope } from './scopes.js';

/** Who a request comes from, and what they may do. */
export interface Actor {
  /** The id of the key that was sent, as `api_key.id` has it: a short text, no secret; null without a key. */
  readonly keyId: string | null;
  /** The name of the key: what histories and logs show. */
  readonly name: string;
  readonly scopes: ReadonlySet<Scope>;
}

/** Whoever sends no key: may read. */
export const ANONYMOUS: Actor = Object.freeze({
  keyId: null,
  name: 'anonymous',
  scopes: new Set([Scope.READ]),
});

/** Whoever works at the machine itself, with a command or by starting the service: may do everything. */
export const OPERATOR: Actor = Object.freeze({
  keyId: null,
  name: 'operator',
  scopes: new Set(Object.values(Scope)),
});

/** What every resolver finds of the actor in the GraphQL context of its request. */
export interface ActorContext {
  readonly actor: Actor;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Who sent it; anonymous until the key was checked. */
    actor: Actor;
  }
}
