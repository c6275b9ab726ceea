import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { RecordLookup } from '../../catalog/record-lookup.js';
import { AppError } from '../../common/errors/app-error.js';
import { PublicAddress } from '../../config/public-address.js';
import { Reader } from '../../database/query/reader.js';
import { answerCitation, type CitationQuery } from './citation.answer.js';
import { CITED_KINDS, type CitedKind } from './cited-records.js';

const KINDS: Readonly<Record<string, CitedKind>> = CITED_KINDS;

/** Citations of records, such as /v1/achievements/WIA-0001/citation?style=bibtex. */
@Controller('v1')
export class CitationController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly lookup: RecordLookup,
    private readonly address: PublicAddress,
  ) {}

  @Get(':kind/:code/citation')
  async cite(
    @Param('kind') name: string,
    @Param('code') code: string,
    @Query() query: CitationQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const { spec, work } = kindOf(name);
    const reader = new Reader(this.dataSource);
    const row = await this.lookup.find(reader, spec, code);
    if (row === null) {
      const shown = code.slice(0, 30);
      throw new AppError('NOT_FOUND', `There is no “${shown}” among the ${name}.`, { recordCode: shown });
    }
    return answerCitation(reply, await work(reader, row, this.address.of(request)), query);
  }
}

function kindOf(name: string): CitedKind {
  const kind = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
  if (kind) return kind;
  const allowed = Object.keys(KINDS);
  throw new AppError('NOT_FOUND', `Citations are given of ${allowed.join(', ')}.`, { allowed });
}
