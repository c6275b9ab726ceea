import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { PROJECT_ROOT } from '../../src/common/project.js';
import { loadConfig } from '../../src/config/config.js';
import { SETTINGS } from '../../src/config/settings.js';

function file(name: string): string {
  return readFileSync(join(PROJECT_ROOT, name), 'utf8');
}

/** The rows of the first table whose header begins with Variable, without Markdown's padding and marks. */
function settingsTable(markdown: string): string[][] {
  const [, rows = ''] = /^\| *Variable *\|.*\n\|[-| :]+\|\n((?:\|.*\n)+)/m.exec(markdown) ?? [];
  return rows
    .split('\n')
    .filter(Boolean)
    .map((row) =>
      row
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim().replace(/^`(.*)`$/, '$1')),
    );
}

/** The names of the variables that a service of a Compose file is given. */
function composeVariables(compose: string, service: string): string[] {
  const [, block = ''] = new RegExp(`^  ${service}:\\n((?: {4,}.*\\n|\\s*\\n)*)`, 'm').exec(compose) ?? [];
  const [, environment = ''] = /^ {4}environment:\n((?: {6,}.*\n|\s*\n)*)/m.exec(block) ?? [];
  return [...environment.matchAll(/^ {6}(\w+):/gm)].map(([, name = '']) => name);
}

/** Settings of the embedded database, which no container has. */
const EMBEDDED_ONLY = ['PG_BIN'];

const NAMES = Object.keys(SETTINGS)
  .filter((name) => !EMBEDDED_ONLY.includes(name))
  .sort();

describe('the settings', () => {
  it('are those of the README’s table, with the same meaning, values and default', () => {
    const told = Object.entries(SETTINGS).map(([name, { meaning, allowed, standard }]) => [
      name,
      meaning,
      allowed,
      standard,
    ]);
    expect(settingsTable(file('README.md')).sort()).toEqual(told.sort());
  });

  it('are those that Compose passes to the service', () => {
    expect(composeVariables(file('docker-compose.yml'), 'catalogue').sort()).toEqual(NAMES);
  });

  it('have the defaults that are told', () => {
    const config = loadConfig({});
    expect(config.host).toBe(SETTINGS.HOST.standard);
    expect(config.dataDirectory).toBe(resolve(PROJECT_ROOT, SETTINGS.DATA_DIR.standard));
    expect(config.logLevel).toBe(SETTINGS.LOG_LEVEL.standard);
    expect(config.logFormat).toBe(SETTINGS.LOG_FORMAT.standard);
    expect(String(config.trustProxy)).toBe(SETTINGS.TRUST_PROXY.standard);
    expect(SETTINGS.QUOTA_ANONYMOUS.standard).toBe(`${config.quotas.anonymous}, ten a second`);
    expect(SETTINGS.QUOTA_KEY.standard).toBe(`${config.quotas.key}, a hundred a second`);
    expect(config).toMatchObject({ port: undefined, databaseUrl: undefined, publicUrl: undefined });
  });
});

describe('what is read of the README and the Compose file', () => {
  it('is the settings table and no other', () => {
    const markdown = [
      '| Command | What |',
      '| --- | --- |',
      '| `npm start` | starts |',
      '',
      '| Variable   | Meaning | Allowed | Default |',
      '| ---------- | :------ | ------- | ------- |',
      '| `PORT`     | Port.   | 0 to 9  | 3       |',
      '| `LEFT_OUT` | Old.    | any     | none    |',
      '',
      '| `LATER` | Not of this table. | any | none |',
      '',
    ].join('\n');
    expect(settingsTable(markdown)).toEqual([
      ['PORT', 'Port.', '0 to 9', '3'],
      ['LEFT_OUT', 'Old.', 'any', 'none'],
    ]);
    expect(settingsTable('# No table\n')).toEqual([]);
  });

  it('is the variables of the one service', () => {
    const compose = [
      'services:',
      '  catalogue:',
      '    image: one',
      '    environment:',
      "      PORT: '3000'",
      '      # HIDDEN: in a comment',
      '',
      '      LOG_LEVEL:',
      '    ports:',
      '      - target: 3000',
      '    labels:',
      '      NOT_PASSED: here',
      '  postgres:',
      '    environment:',
      '      POSTGRES_DB: other',
      '',
    ].join('\n');
    expect(composeVariables(compose, 'catalogue')).toEqual(['PORT', 'LOG_LEVEL']);
    expect(composeVariables(compose, 'missing')).toEqual([]);
  });
});
