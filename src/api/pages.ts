/** What the service's own pages may load: nothing but the styles inside them. */
export const PAGE_SECURITY_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const STYLE = `
  body { font: 1.05rem/1.6 system-ui, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif;
    max-width: 44rem; margin: 4rem auto; padding: 0 1.25rem; color: #1c2430; background: #fbfbfd; }
  h1 { font-size: 1.6rem; line-height: 1.3; } a { color: #0b5cad; } li { margin: .35rem 0; }
  .muted { color: #566072; } code { background: #eef1f6; padding: .1em .35em; border-radius: .25em; }`;

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title><link rel="icon" href="data:,"><style>${STYLE}</style></head>
<body>${body}</body>
</html>
`;
}

/** The page at the service's root. */
export function homePage(): string {
  return page(
    '职工创新成果目录 · Innovation achievement catalogue',
    `<h1>职工创新成果目录<br><span lang="en">Catalogue of workers’ innovation achievements</span></h1>
<p>第二届大国工匠创新交流大会（北京，2023 年 7 月）所展示的这类成果的常设目录：每条记录都注明来源，提名不作获奖。</p>
<p lang="en">A permanent home for achievements like those of the 2nd Great Country Craftsman Innovation Exchange Conference
(Beijing, July 2023): every record names its source, and a nomination is never shown as a win.</p>
<ul>
<li><a href="/graphiql">GraphiQL</a> — 在浏览器中查询 · <span lang="en">ask questions in the browser</span></li>
<li><code>/graphql</code> — GraphQL <span lang="en">for programs (POST or GET)</span></li>
<li><a href="/schema.graphql">schema.graphql</a> — 接口说明 · <span lang="en">the schema with its documentation</span></li>
<li><a href="/health/ready">/health/ready</a> — 服务状态 · <span lang="en">how the service is</span></li>
</ul>`,
  );
}

/** The page for a person whose request failed. */
export function errorPage(status: number, message: string, requestId: string): string {
  return page(
    `${status}`,
    `<h1>${status}</h1>
<p lang="en">${escape(message)}</p>
<p><a href="/">职工创新成果目录 · <span lang="en">to the catalogue’s first page</span></a></p>
<p class="muted">requestId ${escape(requestId)}</p>`,
  );
}
