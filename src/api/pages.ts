/** What the service's own pages may load: nothing but the styles inside them. */
export const PAGE_SECURITY_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const STYLE = `
  body { font: 1.05rem/1.6 system-ui, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif;
    max-width: 44rem; margin: 4rem auto; padding: 0 1.25rem; color: #1c2430; background: #fbfbfd; }
  h1 { font-size: 1.6rem; line-height: 1.3; } a { color: #0b5cad; } li { margin: .35rem 0; }
  .muted { color: #566072; } code { background: #eef1f6; padding: .1em .35em; border-radius: .25em; }`;

/** A text as HTML shows it. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title><link rel="icon" href="data:,"><style>${STYLE}</style></head>
<body><main>${body}</main></body>
</html>
`;
}

/** The page for a person whose request failed. */
export function errorPage(status: number, message: string, requestId: string): string {
  return page(
    `${status}`,
    `<h1>${status}</h1>
<p lang="en">${escapeHtml(message)}</p>
<p><a href="/">职工创新成果目录 · <span lang="en">to the catalogue’s first page</span></a></p>
<p class="muted">requestId ${escapeHtml(requestId)}</p>`,
  );
}
