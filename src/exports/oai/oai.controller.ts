import { Controller, Get, Header, HttpCode, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { PublicAddress } from '../../config/public-address.js';
import { fullRecordSchema } from './full-record.js';
import { OaiProvider } from './oai.provider.js';

const XML = 'text/xml; charset=utf-8';

/** OAI-PMH 2.0, for libraries and aggregators that harvest the catalogue. */
@Controller('oai')
export class OaiController {
  constructor(
    private readonly provider: OaiProvider,
    private readonly address: PublicAddress,
  ) {}

  @Get()
  @Header('content-type', XML)
  get(@Req() request: FastifyRequest): Promise<string> {
    const [, search = ''] = request.url.split(/\?(.*)/s);
    return this.provider.answer(new URLSearchParams(search), this.address.of(request));
  }

  /** The same by a form. */
  @Post()
  @HttpCode(200)
  @Header('content-type', XML)
  post(@Req() request: FastifyRequest): Promise<string> {
    return this.provider.answer(formOf(request.body), this.address.of(request));
  }

  /** The XML schema of the full format. */
  @Get('wia.xsd')
  @Header('content-type', XML)
  schema(): string {
    return fullRecordSchema();
  }
}

/** The fields of a form; one that was sent twice is there twice. Anything else has none. */
function formOf(body: unknown): URLSearchParams {
  const fields = Object.entries((body ?? {}) as Readonly<Record<string, unknown>>);
  return new URLSearchParams(
    fields.flatMap(([name, values]) =>
      [values].flat().map((value): [string, string] => [name, String(value)]),
    ),
  );
}
