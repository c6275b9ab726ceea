import { CATALOGUE, type CatalogueState, versionOf } from './catalogue.facts.js';
import { pathOf } from './package.descriptor.js';
import { type PackageField } from './package.fields.js';
import { PACKAGE_TABLES, type PackageTable, tableOf } from './package.tables.js';

/** The README of the package, with the dictionary of its fields. */
export function packageReadme(state: CatalogueState): string {
  return [
    `# ${CATALOGUE.title} · ${CATALOGUE.titleEn}`,
    CATALOGUE.description,
    `Version ${versionOf(state)}${state.changedAt === null ? '' : `, of ${state.changedAt.toISOString()}`}.`,
    '## 数据说明 · How to read the files',
    'The files are CSV as RFC 4180 has it, in UTF-8. An empty cell is an unknown value, never an empty text. A list is a JSON array in its cell. Moments are ISO 8601, in UTC. Rows stand in the order of their keys. `datapackage.json` (Data Package v2) has types, keys, checksums and numbers of rows for programs. 空格表示未知；列表为单元格内的 JSON 数组；时间为 UTC。',
    'The history of edits is no part of the package; `version` and `updatedAt` tell the state of each record.',
    '## 使用条件 · Terms',
    `${CATALOGUE.terms} 数据为公开来源的事实，逐条注明来源。`,
    '## 数据字典 · Data dictionary',
    ...PACKAGE_TABLES.flatMap(tableSection),
    '',
  ].join('\n\n');
}

function tableSection(table: PackageTable): string[] {
  const rows = table.fields.map(
    (field) => `| \`${field.name}\` | ${typeOf(table, field)} | ${meaningOf(field)} |`,
  );
  return [
    `### ${table.title} (\`${pathOf(table)}\`)`,
    table.doc,
    ['| Field | Type | Meaning |', '| --- | --- | --- |', ...rows].join('\n'),
  ];
}

function typeOf({ key }: PackageTable, { name, type, list, optional }: PackageField): string {
  return [list ? `list of ${type}` : type, key.includes(name) ? 'key' : '', optional ? 'may be unknown' : '']
    .filter(Boolean)
    .join(', ');
}

function meaningOf({ doc, refersTo, values }: PackageField): string {
  const of = refersTo === null ? '' : ` → \`${tableOf(refersTo).name}\``;
  const one = values === null ? '' : ` One of ${values.join(', ')}.`;
  return `${doc}${one}${of}`;
}
