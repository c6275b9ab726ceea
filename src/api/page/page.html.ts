import { escapeHtml } from '../pages.js';
import { PAGE_LANGUAGES, type PageLanguage } from './page.language.js';
import { type Preview, SITE_NAMES } from './record.preview.js';

/** What the page may load or reach: this origin alone, and no script or style inside the HTML. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Where the built HTML has its language, and where its title, which the previews replace. */
const LANGUAGE = /<html lang="[^"]*">/;
const TITLE = /<title>[^<]*<\/title>/;

/** JSON that no text inside can end early: “<” stands in no data block. */
function dataBlock(data: object): string {
  return `<script type="application/ld+json">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>`;
}

function meta(attribute: 'name' | 'property', name: string, content: string): string {
  return `<meta ${attribute}="${name}" content="${escapeHtml(content)}" />`;
}

function link(rel: string, href: string, attributes = ''): string {
  return `<link rel="${rel}" ${attributes}href="${escapeHtml(href)}" />`;
}

/** The built HTML with what a page says of itself; the rest is drawn in the browser. */
export function renderPage(html: string, preview: Preview, lang: PageLanguage): string {
  const { title, description, address, type, jsonLd } = preview;
  const others = Object.keys(PAGE_LANGUAGES) as PageLanguage[];
  const head = [
    `<title>${escapeHtml(title)}</title>`,
    meta('name', 'description', description),
    meta('property', 'og:title', title),
    meta('property', 'og:description', description),
    meta('property', 'og:type', type),
    meta('property', 'og:site_name', SITE_NAMES[lang]),
    meta('property', 'og:locale', lang === 'zh' ? 'zh_CN' : 'en_GB'),
    ...(address === null
      ? [meta('name', 'robots', 'noindex')]
      : [
          meta('property', 'og:url', address),
          link('canonical', address),
          ...others.map((other) =>
            link('alternate', `${address}?lang=${other}`, `hreflang="${PAGE_LANGUAGES[other]}" `),
          ),
        ]),
    ...(jsonLd === null ? [] : [dataBlock(jsonLd)]),
  ].join('\n    ');
  return html.replace(LANGUAGE, `<html lang="${PAGE_LANGUAGES[lang]}">`).replace(TITLE, () => head);
}
