import { RECORD_FIELDS, type PublicRecord, type RecordField } from '../../record/record.fields.js';
import { writeXml, type XmlNode } from './xml.js';

/** Names the format, wherever the service stands. */
export const FULL_NAMESPACE = 'urn:innovation-achievement-catalogue:achievement';

const XSI = 'http://www.w3.org/2001/XMLSchema-instance';

const FIELDS = Object.entries<RecordField>(RECORD_FIELDS).filter(([, { internal }]) => internal !== true);

/** A record with all its fields: one element for each value, none for what is unknown. */
export function toFullRecord(record: PublicRecord, base: string): XmlNode {
  const values: Readonly<Record<string, unknown>> = { ...record };
  const elements = FIELDS.map(([name]): [string, string[]] => [
    name,
    [values[name] ?? []].flat().map(String),
  ]);
  return {
    achievement: {
      '@xmlns': FULL_NAMESPACE,
      '@xmlns:xsi': XSI,
      '@xsi:schemaLocation': `${FULL_NAMESPACE} ${base}/oai/wia.xsd`,
      ...Object.fromEntries(elements.filter(([, list]) => list.length > 0)),
    },
  };
}

const XSD_TYPES: Readonly<Record<RecordField['type'], string>> = {
  text: 'xs:string',
  texts: 'xs:string',
  integer: 'xs:integer',
  boolean: 'xs:boolean',
  moment: 'xs:dateTime',
};

/** The XML schema of the format, made of the list of fields. */
export function fullRecordSchema(): string {
  const elements = FIELDS.map(([name, { type, optional, doc }]) => ({
    '@name': name,
    '@type': XSD_TYPES[type],
    ...(type === 'texts' || optional ? { '@minOccurs': '0' } : {}),
    ...(type === 'texts' ? { '@maxOccurs': 'unbounded' } : {}),
    'xs:annotation': { 'xs:documentation': doc },
  }));
  return writeXml({
    'xs:schema': {
      '@xmlns:xs': 'http://www.w3.org/2001/XMLSchema',
      '@xmlns': FULL_NAMESPACE,
      '@targetNamespace': FULL_NAMESPACE,
      '@elementFormDefault': 'qualified',
      'xs:element': {
        '@name': 'achievement',
        'xs:annotation': {
          'xs:documentation':
            'An innovation achievement, as the catalogue of workers’ innovation achievements has it. Texts that go together (codes and names of its people, say) stand in lists of the same order.',
        },
        'xs:complexType': { 'xs:sequence': { 'xs:element': elements } },
      },
    },
  });
}
