import XMLBuilder from 'fast-xml-builder';

/** An element by what is in it: `@name` for an attribute, `#` for its text, other names for elements; a list repeats one. */
export type XmlNode = string | { readonly [name: string]: XmlNode | readonly XmlNode[] | undefined };

const BUILDER = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  textNodeName: '#',
  suppressBooleanAttributes: false,
  suppressEmptyNode: true,
});

/** Characters that no XML 1.0 document can hold, not even escaped. */
const IMPOSSIBLE = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/** Writes a document; characters that XML cannot hold are replaced. */
export function writeXml(root: XmlNode): string {
  const declaration = { '@version': '1.0', '@encoding': 'UTF-8' };
  const text: string = BUILDER.build({ '?xml': declaration, ...(root as object) });
  return `${text.replace(IMPOSSIBLE, '\u{FFFD}')}\n`;
}
