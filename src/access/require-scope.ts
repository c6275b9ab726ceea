import { type CanActivate, type ExecutionContext, UseGuards } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import { type FastifyRequest } from 'fastify';
import { AppError } from '../common/errors/app-error.js';
import { type Actor, type ActorContext } from './actor.js';
import { type Scope } from './scopes.js';

/**
 * Allows what it decorates, a query, a mutation or the method of an HTTP controller (or a whole class of them), only to
 * keys with this scope. A field below another one is not guarded by it: guard what leads there.
 */
export function RequireScope(scope: Scope): MethodDecorator & ClassDecorator {
  return UseGuards(new ScopeGuard(scope));
}

/**
 * Refuses an actor without this scope.
 *
 * @throws AppError UNAUTHENTICATED when no key was sent, FORBIDDEN when the key lacks the scope
 */
export function checkScope(actor: Actor, scope: Scope): void {
  if (actor.scopes.has(scope)) return;
  if (actor.keyId === null) {
    throw new AppError(
      'UNAUTHENTICATED',
      `This needs a key with the scope ${scope}. Send it in the header “Authorization: Bearer KEY”.`,
      { scope },
    );
  }
  throw new AppError('FORBIDDEN', `This needs the scope ${scope}, which the key “${actor.name}” lacks.`, {
    scope,
    scopes: [...actor.scopes],
  });
}

class ScopeGuard implements CanActivate {
  constructor(private readonly scope: Scope) {}

  canActivate(context: ExecutionContext): true {
    checkScope(actorOf(context), this.scope);
    return true;
  }
}

function actorOf(context: ExecutionContext): Actor {
  return context.getType<'http' | 'graphql'>() === 'graphql'
    ? GqlExecutionContext.create(context).getContext<ActorContext>().actor
    : context.switchToHttp().getRequest<FastifyRequest>().actor;
}
