/** A value of a JSON-LD document. */
export type JsonLd =
  string | number | boolean | { readonly [name: string]: JsonLd | undefined } | readonly JsonLd[];

/** The permanent address of a record. */
export type AddressOf = (code: string) => string;

/** What a record is called, in the languages that are known. */
export function namesOf(zh: string, en: string | null = null): JsonLd {
  const chinese = { '@language': 'zh-CN', '@value': zh };
  return en === null ? chinese : [chinese, { '@language': 'en', '@value': en }];
}

/** Another record, named so that a reader need not look it up. */
export function linkTo(type: string, code: string, name: JsonLd, addressOf: AddressOf): JsonLd {
  return { '@type': type, '@id': addressOf(code), identifier: code, name };
}

/** A value, or none for what is unknown: a document leaves it out. */
export function known<V, R extends JsonLd>(value: V | null, write: (value: V) => R): R | undefined {
  return value === null ? undefined : write(value);
}

/** A list, or none when it is empty. */
export function listed(list: readonly JsonLd[]): readonly JsonLd[] | undefined {
  return list.length === 0 ? undefined : list;
}

/** The page that reports something. */
export function pageAt(url: string): JsonLd {
  return { '@type': 'WebPage', url };
}
