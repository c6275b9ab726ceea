import { randomUUID } from 'node:crypto';
import { type IncomingMessage } from 'node:http';
import { NestFactory } from '@nestjs/core';
import { type DynamicModule } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type Logger } from 'pino';
import { ANONYMOUS } from '../access/actor.js';
import { Gate } from '../access/gate.js';
import { withoutKeys } from '../common/secret-text.js';
import { type Config } from '../config/config.js';
import { NestLogger } from '../config/logger.js';
import { ACCESS_HEADERS, addAccessHooks } from './access-hooks.js';
import { addGraphqlHooks } from './graphql-hooks.js';
import { inputValidation } from './input.validation.js';
import { ProblemFilter, sendProblem } from './problem.filter.js';

/** What a client may send as its own request id: safe in a log and a header. */
const REQUEST_ID = /^[\w.:-]{1,100}$/;

/** Headers that tell of a file; pages of other origins may read them. */
const FILE_HEADERS = ['etag', 'link', 'content-disposition', 'x-search-dropped'];

/** Paths that programs ask for every few seconds: logged only where everything is. */
const PROBES = /^\/(health\/|metrics$)/;

/** What a connection may make the process hold. Requests between the public limit and this one are read, and told why they are refused. */
const MAX_BODY_BYTES = 2_000_000;

/** A client that takes longer to send its request is cut off, so that slow ones cannot hold connections. */
const REQUEST_TIMEOUT_MS = 30_000;

function requestId(request: IncomingMessage): string {
  const sent = request.headers['x-request-id'];
  return typeof sent === 'string' && REQUEST_ID.test(sent) ? sent : randomUUID();
}

/** Makes the HTTP application of a root module, ready to listen. */
export async function createHttpApp(
  rootModule: DynamicModule,
  config: Pick<Config, 'trustProxy'>,
  logger: Logger,
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: MAX_BODY_BYTES,
    // The one proxy in front: what stands before the address that it has added, anybody can write.
    trustProxy: config.trustProxy ? (_address: string, hop: number) => hop === 0 : false,
    genReqId: requestId,
    requestTimeout: REQUEST_TIMEOUT_MS,
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
      sendProblem(request, reply, error, logger),
  });
  const app = await NestFactory.create<NestFastifyApplication>(rootModule, adapter, {
    logger: new NestLogger(logger),
    // The caller prints what is wrong and ends the process.
    abortOnError: false,
  });
  const fastify = adapter.getInstance();
  fastify.decorateRequest('actor', undefined as never);
  fastify.addHook('onRequest', async (request, reply) => {
    request.actor = ANONYMOUS;
    reply.header('x-request-id', request.id);
  });
  fastify.addHook('onResponse', async (request, reply) => {
    const [path] = request.url.split('?', 1);
    const level = path !== undefined && PROBES.test(path) ? 'debug' : 'info';
    logger[level](
      {
        requestId: request.id,
        client: request.ip,
        method: request.method,
        path: path === undefined ? undefined : withoutKeys(path),
        keyId: request.actor.keyId ?? undefined,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
      },
      'request',
    );
  });
  // Public data and no cookies: pages of any partner may read it.
  app.enableCors({ origin: '*', exposedHeaders: ['x-request-id', ...ACCESS_HEADERS, ...FILE_HEADERS] });
  // After CORS, so that a page is told of a refusal too, and the browser's own question before a request is free.
  fastify.after(() => addAccessHooks(fastify, app.get(Gate, { strict: false }), logger));
  addGraphqlHooks(fastify);
  app.useGlobalPipes(inputValidation());
  app.useGlobalFilters(new ProblemFilter(logger));
  await app.init();
  return app;
}
