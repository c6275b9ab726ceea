import { DomUtils, parseDocument } from 'htmlparser2';

/** The document of an XML answer. */
type Xml = ReturnType<typeof parseDocument>;
/** An element of one. */
export type Element = NonNullable<ReturnType<typeof DomUtils.findOne>>;

/** The elements of this name, at any depth. */
export function elements(within: Xml | Element, name: string): Element[] {
  return DomUtils.getElementsByTagName(name, within.children);
}

/** The texts of the elements of this name. */
export function texts(within: Xml | Element, name: string): string[] {
  return elements(within, name).map((element) => DomUtils.textContent(element));
}

/** An answer of an OAI-PMH repository. */
export interface OaiAnswer {
  readonly status: number;
  readonly type: string | null;
  readonly text: string;
  readonly xml: Xml;
  /** Code of the refusal; null when it is none. */
  readonly error: string | null;
}

/** Asks a repository, by GET or with a form. */
export async function ask(url: string, query: string, method: 'GET' | 'POST' = 'GET'): Promise<OaiAnswer> {
  const response =
    method === 'GET'
      ? await fetch(`${url}/oai?${query}`)
      : await fetch(`${url}/oai`, {
          method,
          body: query,
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
        });
  const text = await response.text();
  const xml = parseDocument(text, { xmlMode: true });
  const [error] = elements(xml, 'error');
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    text,
    xml,
    error: error?.attribs.code ?? null,
  };
}

/** Everything of a list, token by token. */
export async function harvest(url: string, verb: string, query: string): Promise<OaiAnswer[]> {
  const answers = [await ask(url, `verb=${verb}&${query}`)];
  for (;;) {
    const [token] = texts((answers.at(-1) as OaiAnswer).xml, 'resumptionToken');
    if (!token) return answers;
    answers.push(await ask(url, `verb=${verb}&resumptionToken=${encodeURIComponent(token)}`));
  }
}
