import { Readable } from 'node:stream';
import { Controller, Get, Header, Param, Post, Query, Req, Res, StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RequireScope } from '../access/require-scope.js';
import { Scope } from '../access/scopes.js';
import { AppError } from '../common/errors/app-error.js';
import { toPageRequest, MAX_PAGE_SIZE } from '../common/pagination/page-request.js';
import { ImportReader } from './import.reader.js';
import { ImportService } from './import.service.js';
import { type Import, type ImportRow } from './import.types.js';
import { RowAction } from './plan/planned.js';
import { parseMapping } from './schema/mapping.js';
import { templateCsv, templateXlsx } from './schema/template.js';

/** The longest name of a file that is kept. */
const MAX_NAME = 200;

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** An import with the first of the rows that are refused. */
type Report = Import & { readonly refusedRows: readonly ImportRow[] };

/** Files in, templates out. What is read and written of imports otherwise is asked by GraphQL. */
@Controller('v1/imports')
export class ImportController {
  constructor(
    private readonly service: ImportService,
    private readonly reader: ImportReader,
  ) {}

  /** Checks the file that is the body of the request, and answers with what applying it would do. */
  @RequireScope(Scope.IMPORT)
  @Post()
  async check(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Query('name') name?: string,
    @Query('mapping') mapping?: string,
  ): Promise<Report> {
    const gone = new AbortController();
    reply.raw.once('close', () => {
      if (!reply.raw.writableFinished) gone.abort();
    });
    const checked = await this.service.check({
      actor: request.actor,
      name: fileName(name),
      mapping: mapping === undefined ? {} : parseMapping(mapping),
      content: contentOf(request),
      signal: gone.signal,
    });
    reply.header('location', `/v1/imports/${checked.id}`);
    return this.report(checked);
  }

  @Get('template.csv')
  @Header('content-type', 'text/csv; charset=utf-8')
  @Header('content-disposition', 'attachment; filename="template.csv"')
  csv(): string {
    return templateCsv();
  }

  @Get('template.xlsx')
  xlsx(): StreamableFile {
    return new StreamableFile(templateXlsx(), {
      type: XLSX,
      disposition: 'attachment; filename="template.xlsx"',
    });
  }

  @RequireScope(Scope.IMPORT)
  @Get(':id')
  async find(@Param('id') id: string): Promise<Report> {
    return this.report(await this.reader.get(id));
  }

  private async report(of: Import): Promise<Report> {
    const { edges } = await this.reader.rows(
      of.id,
      RowAction.REFUSE,
      toPageRequest({ first: MAX_PAGE_SIZE }),
    );
    return Object.assign(of, { refusedRows: edges.map(({ node }) => node) });
  }
}

/** A body of a type that the service reads by itself is not streamed. */
function contentOf({ body }: FastifyRequest): Readable {
  if (body instanceof Readable) return body;
  const allowed = [
    'text/csv',
    'text/tab-separated-values',
    'application/jsonl',
    XLSX,
    'application/octet-stream',
  ];
  throw new AppError(
    'BAD_USER_INPUT',
    `Send the file as the body of the request, of the type ${allowed.join(', ')}.`,
    {
      header: 'content-type',
      allowed,
    },
  );
}

function fileName(name = ''): string {
  const plain = name.split(/[/\\]/).at(-1)?.trim() ?? '';
  if (plain !== '' && plain.length <= MAX_NAME && !/\p{Cc}/u.test(plain)) return plain;
  throw new AppError(
    'BAD_USER_INPUT',
    `Name the file: POST /v1/imports?name=file.csv, of 1 to ${MAX_NAME} characters.`,
    {
      argument: 'name',
      limit: MAX_NAME,
    },
  );
}
