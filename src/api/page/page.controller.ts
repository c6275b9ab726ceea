import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../../common/errors/app-error.js';
import { IMMUTABLE, sendFile, servedFile } from '../served-file.js';
import { loadPageFiles, type PageFiles } from './page.files.js';
import { CONTENT_SECURITY_POLICY, renderPage } from './page.html.js';
import { choosePageLanguage, type PageLanguage } from './page.language.js';
import { RECORD_KINDS, type RecordKind } from './record.documents.js';
import { missingPreview, type Preview, recordPreview, sitePreview } from './record.preview.js';
import { RecordPreviews } from './record.previews.js';

/** The address under which the public reaches the service; undefined for the one that a request was sent to. */
export const PUBLIC_URL = Symbol('PUBLIC_URL');

/** The paths that the page draws by itself, beside those of records. */
const PATHS = ['/', 'insights', 'collections', 'collections/:slug', 'collections/:slug/:view'];

const RECORD_PATHS = RECORD_KINDS.map((kind) => `${kind}/:code`);

/** The curators' page. It is drawn in the browser; what it says of itself is put into its head here. */
@Controller()
export class PageController {
  private readonly files = loadPageFiles();

  constructor(
    private readonly records: RecordPreviews,
    @Inject(PUBLIC_URL) private readonly publicUrl: string | undefined,
  ) {}

  /** One of the page's scripts, styles or pictures. The name is looked up in a fixed list, never used as a path. */
  @Get('assets/:name')
  getAsset(@Param('name') name: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const asset = this.built().assets.get(name);
    if (!asset) throw new AppError('NOT_FOUND', 'The page has no such asset.');
    reply.headers({ 'cache-control': IMMUTABLE });
    sendFile(asset, request, reply);
  }

  /** The page, at one of its own paths. */
  @Get(PATHS)
  getPage(
    @Query('lang') lang: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): void {
    const [path = '/'] = request.url.split('?', 1);
    const language = choosePageLanguage(lang, request.headers['accept-language']);
    this.send(sitePreview(language, `${this.origin(request)}${path}`), language, request, reply);
  }

  /** The page of a record: 404 where there never was one, 410 for a withdrawn one, and the survivor's for a merged one. */
  @Get(RECORD_PATHS)
  async getRecordPage(
    @Param('code') code: string,
    @Query('lang') lang: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const kind = request.routeOptions.url?.split('/')[1] as RecordKind;
    const language = choosePageLanguage(lang, request.headers['accept-language']);
    try {
      const record = await this.records.find(kind, code, request.id);
      if (record && record.code !== code) {
        // For now: a merge can be undone.
        reply.redirect(`/${kind}/${record.code}`, 302);
        return;
      }
      if (!record) reply.code(404);
      const preview = record
        ? recordPreview(kind, record, language, this.origin(request))
        : missingPreview(code, language);
      this.send(preview, language, request, reply);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'GONE') throw error;
      reply.code(error.status);
      this.send(missingPreview(code, language), language, request, reply);
    }
  }

  private send(preview: Preview, lang: PageLanguage, request: FastifyRequest, reply: FastifyReply): void {
    reply.headers({
      'content-security-policy': CONTENT_SECURITY_POLICY,
      // Revalidated on every visit, so that an upgrade shows at once.
      'cache-control': 'no-cache',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      vary: 'Accept-Language',
    });
    const html = renderPage(this.built().html, preview, lang);
    sendFile(servedFile(Buffer.from(html), 'text/html; charset=utf-8'), request, reply);
  }

  private built(): PageFiles {
    if (this.files) return this.files;
    throw new AppError('SERVICE_UNAVAILABLE', 'The page is not built: run “npm run build” and start again.');
  }

  private origin({ protocol, host }: FastifyRequest): string {
    return this.publicUrl ?? `${protocol}://${host}`;
  }
}
