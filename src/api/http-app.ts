import { randomUUID } from 'node:crypto';
import { type IncomingMessage } from 'node:http';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { type DynamicModule } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type Logger } from 'pino';
import { ANONYMOUS } from '../access/actor.js';
import { Gate } from '../access/gate.js';
import { ReferenceData } from '../catalog/reference-data.js';
import { CollectionAccess } from '../collections/collection.access.js';
import { withoutKeys } from '../common/secret-text.js';
import { type Config } from '../config/config.js';
import { NestLogger } from '../config/logger.js';
import { UPLOAD_ROUTE } from '../ingest/ingest.module.js';
import { ACCESS_HEADERS, addAccessHooks, admit } from './access-hooks.js';
import { addCollectionAccessHook } from './collection-access.hook.js';
import { addGraphqlHooks } from './graphql-hooks.js';
import { inputValidation } from './input.validation.js';
import { ProblemFilter, sendProblem } from './problem.filter.js';
import { addSlowRequestGuard } from './slow-requests.js';
import { SurvivingCodesPipe } from './surviving-codes.pipe.js';

/** What a client may send as its own request id: safe in a log and a header. */
const REQUEST_ID = /^[\w.:-]{1,100}$/;

/** Headers that tell of a file; pages of other origins may read them. */
const FILE_HEADERS = ['etag', 'link', 'content-disposition', 'x-search-dropped'];

/** Paths that programs ask for every few seconds: logged only where everything is. */
const PROBES = /^\/(health\/|metrics$)/;

/** What a connection may make the process hold. Requests between the public limit and this one are read, and told why they are refused. */
const MAX_BODY_BYTES = 2_000_000;

/** A client that takes longer to send its request is cut off, and one whose upload stands still for so long. */
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
    // The headers by Node itself, the rest by a guard of our own.
    http: { headersTimeout: REQUEST_TIMEOUT_MS },
    requestTimeout: 0,
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
      void refuseUnread(error, request, reply),
  });
  const app = await NestFactory.create<NestFastifyApplication>(rootModule, adapter, {
    logger: new NestLogger(logger),
    // The caller prints what is wrong and ends the process.
    abortOnError: false,
  });
  const fastify = adapter.getInstance();
  const gate = app.get(Gate, { strict: false });
  /** Answers a request that no hook has seen, such as one whose address cannot be read; it counts like any other. */
  const refuseUnread = async (error: Error, request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    reply.header('x-request-id', request.id);
    // Fastify does not look for the client behind the proxy here.
    const forwarded = config.trustProxy
      ? [request.headers['x-forwarded-for'] ?? request.ip].flat()
      : [request.ip];
    const refusal = await admit(gate, request, reply, forwarded.join().split(',').at(-1)?.trim());
    sendProblem(request, reply, refusal ?? error, logger);
  };
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
  fastify.after(() => addAccessHooks(fastify, gate, logger));
  addSlowRequestGuard(fastify, REQUEST_TIMEOUT_MS, ({ routeOptions }) => routeOptions.url === UPLOAD_ROUTE);
  const collections = new CollectionAccess(app.get(DataSource, { strict: false }));
  fastify.after(() => addCollectionAccessHook(fastify, collections, logger));
  addGraphqlHooks(fastify);
  app.useGlobalPipes(inputValidation(), new SurvivingCodesPipe(app.get(ReferenceData, { strict: false })));
  app.useGlobalFilters(new ProblemFilter(logger));
  await app.init();
  return app;
}
