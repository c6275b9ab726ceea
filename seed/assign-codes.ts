/**
 * Gives a permanent code to every record that the source files name and that has none yet, and appends it to
 * codes.jsonl. Run by `npm run seed:codes` after the source files grew; codes given before never change.
 */
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { CodeRegistry } from './codes.js';
import { readSeedFiles, SEED_FOLDER } from './files.js';
import { planSeed } from './plan.js';

const files = readSeedFiles();
const registry = new CodeRegistry(files.codes.map(({ row }) => row));
const { problems } = planSeed(files, (kind, identity) => registry.give(kind, identity));
appendFileSync(
  join(SEED_FOLDER, 'codes.jsonl'),
  registry.added.map(({ code, kind, identity }) => `${JSON.stringify({ code, kind, identity })}\n`).join(''),
);
for (const { file, line, reason } of problems) console.error(`${file} line ${line}: ${reason}`);
console.log(`${registry.added.length} codes given, ${problems.length} lines with problems.`);
