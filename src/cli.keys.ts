import { type DataSource } from 'typeorm';
import { OPERATOR } from './access/actor.js';
import { type IssuedKey } from './access/api-key.js';
import {
  DEFAULT_LIFETIME_DAYS,
  DEFAULT_OVERLAP_HOURS,
  MAX_LIFETIME_DAYS,
  MAX_OVERLAP_HOURS,
} from './access/api-key.rules.js';
import { ApiKeyService } from './access/api-key.service.js';
import { keyLine } from './access/key-report.js';
import { Scope } from './access/scopes.js';
import { type CommandArguments, type Synopsis } from './command-line.js';
import { MAX_PAGE_SIZE } from './common/pagination/page-request.js';
import { StartupError } from './common/startup-error.js';

const DAY_MS = 24 * 3_600_000;

/** A command that works on a migrated database and tells its result line by line. */
export interface KeyCommand extends Synopsis {
  readonly work: (given: CommandArguments, dataSource: DataSource, tell: Tell) => Promise<void>;
}

/** Where lines go. */
export interface Tell {
  /** The result alone, for a person or another program. */
  readonly result: (line: string) => void;
  /** What a person should know besides. */
  readonly remark: (line: string) => void;
}

/** The commands that give keys out and take them back. */
export const KEY_COMMANDS: Readonly<Record<string, KeyCommand>> = {
  'key create': {
    does: `make a key and print it, this once; scopes such as read,import (read), days up to ${MAX_LIFETIME_DAYS} (${DEFAULT_LIFETIME_DAYS})`,
    words: ['NAME'],
    options: { scopes: 'SCOPES', days: 'DAYS' },
    work: async ({ words: [name = ''], options }, dataSource, tell) => {
      const scopes = scopesIn(options.get('scopes') ?? '');
      const days = numberIn('days', options.get('days') ?? DEFAULT_LIFETIME_DAYS, 1, MAX_LIFETIME_DAYS);
      const expiresAt = new Date(Date.now() + days * DAY_MS);
      const request = { name, scopes, ...(options.has('days') ? { expiresAt } : {}) };
      const keys = new ApiKeyService(dataSource);
      show(await dataSource.transaction((tx) => keys.create(tx, OPERATOR, request)), tell);
    },
  },
  'key list': {
    does: 'list every key that was given out, without the keys themselves',
    work: async (_given, dataSource, tell) => {
      const keys = new ApiKeyService(dataSource);
      let after: string | null = null;
      do {
        const { edges, pageInfo } = await keys.list({
          size: MAX_PAGE_SIZE,
          backward: false,
          after,
          before: null,
        });
        for (const { node } of edges) tell.result(keyLine(node));
        after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
      } while (after !== null);
    },
  },
  'key rotate': {
    does: `make a key in the place of another one, which works on for some hours up to ${MAX_OVERLAP_HOURS} (${DEFAULT_OVERLAP_HOURS})`,
    words: ['ID'],
    options: { overlap: 'HOURS' },
    work: async ({ words: [id = ''], options }, dataSource, tell) => {
      const hours = numberIn(
        'overlap',
        options.get('overlap') ?? DEFAULT_OVERLAP_HOURS,
        0,
        MAX_OVERLAP_HOURS,
      );
      const keys = new ApiKeyService(dataSource);
      show(await dataSource.transaction((tx) => keys.rotate(tx, OPERATOR, id, hours)), tell);
    },
  },
  'key revoke': {
    does: 'end a key for good; a running service knows it within a second',
    words: ['ID'],
    work: async ({ words: [id = ''] }, dataSource, tell) => {
      const keys = new ApiKeyService(dataSource);
      tell.result(keyLine(await dataSource.transaction((tx) => keys.revoke(tx, OPERATOR, id))));
    },
  },
};

/** The key alone is the result, so that another command can take it. */
function show({ apiKey, secret }: IssuedKey, tell: Tell): void {
  tell.remark(keyLine(apiKey));
  tell.remark('The key is shown now and never again:');
  tell.result(secret);
}

function scopesIn(text: string): Scope[] {
  const names = text.split(',').filter(Boolean);
  return names.map((name) => {
    const scope = name.trim().toUpperCase();
    if (Object.hasOwn(Scope, scope)) return Scope[scope as keyof typeof Scope];
    const all = Object.keys(Scope).join(',').toLowerCase();
    throw new StartupError(`--scopes must be some of ${all}, with commas between them.`);
  });
}

function numberIn(option: string, value: string | number, least: number, most: number): number {
  const number = /^\d{1,5}$/.test(String(value)) ? Number(value) : NaN;
  if (number >= least && number <= most) return number;
  throw new StartupError(`--${option} must be a whole number from ${least} to ${most}.`);
}
