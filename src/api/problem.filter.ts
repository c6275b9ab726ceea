import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type Logger } from 'pino';
import { retryAfterOf } from '../common/errors/app-error.js';
import { withoutKeys } from '../common/secret-text.js';
import { toAppError } from './app-error.mapping.js';
import { isGraphql, sendGraphqlError, wantsPage } from './graphql-hooks.js';
import { errorPage, PAGE_SECURITY_POLICY } from './pages.js';

/** Answers a request that failed: GraphQL as GraphQL, a browser with a page, everyone else with a problem document. */
export function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  cause: unknown,
  logger: Logger,
): void {
  const error = toAppError(cause);
  if (error.status >= 500) logger.error({ requestId: request.id, err: cause }, 'request failed');
  const retryAfter = retryAfterOf(error.details);
  if (retryAfter !== null) reply.header('retry-after', retryAfter);
  if (isGraphql(request)) {
    sendGraphqlError(request, reply, error);
  } else if (wantsPage(request)) {
    reply
      .code(error.status)
      .type('text/html; charset=utf-8')
      .header('content-security-policy', PAGE_SECURITY_POLICY)
      .send(withoutKeys(errorPage(error.status, error.message, request.id)));
  } else {
    reply
      .code(error.status)
      .type('application/problem+json; charset=utf-8')
      // RFC 9457: “about:blank” says that the title is no more than the status; our code tells what happened.
      .send(
        withoutKeys(
          JSON.stringify({
            type: 'about:blank',
            title: error.code,
            status: error.status,
            detail: error.message,
            code: error.code,
            ...error.details,
            requestId: request.id,
          }),
        ),
      );
  }
}

/** Turns whatever a controller throws into an answer; GraphQL's own errors never come here. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    if (host.getType<'http' | 'graphql'>() === 'graphql') throw error;
    const http = host.switchToHttp();
    sendProblem(http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>(), error, this.logger);
  }
}
