import './common/production.js';
import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DataSource } from 'typeorm';
import { migrateDatabase, openDatabase, seedDatabase } from './app.database.js';
import { printAppSchema } from './app.schema.js';
import { parseCommandLine, usageOf, type CommandArguments, type Synopsis } from './command-line.js';
import { PROJECT_ROOT } from './common/project.js';
import { StartupError } from './common/startup-error.js';
import { loadConfig } from './config/config.js';
import { createLogger } from './config/logger.js';
import { createReport, type StartupReport } from './startup-report.js';

/** A command of the service beside serving. */
interface Command extends Synopsis {
  readonly run: (report: StartupReport, given: CommandArguments) => Promise<void>;
}

const COMMANDS: Readonly<Record<string, Command>> = {
  migrate: {
    does: 'bring the database schema up to date',
    run: (report) =>
      withDatabase(async (dataSource) => {
        const names = await migrateDatabase(dataSource);
        report.say(names.length ? `Migrated: ${names.join(', ')}.` : 'The schema is up to date.');
      }),
  },
  seed: {
    does: 'load the source files of seed/data into the catalogue',
    run: (report) =>
      withDatabase(async (dataSource) => {
        await migrateDatabase(dataSource);
        const { loaded, achievements, problems } = await seedDatabase(dataSource, report);
        const what = loaded ? 'Loaded' : 'These files were loaded before';
        report.say(`${what}; the catalogue holds ${achievements} achievements.`);
        if (problems.length) process.exitCode = 1;
      }),
  },
  schema: {
    does: 'write schema.graphql anew',
    run: async (report) => {
      writeFileSync(join(PROJECT_ROOT, 'schema.graphql'), await printAppSchema());
      report.say('Written: schema.graphql.');
    },
  },
};

/** Works on the database of the settings, the one of a running service included. */
async function withDatabase(work: (dataSource: DataSource) => Promise<void>): Promise<void> {
  const { dataSource, stopServer } = await openDatabase(loadConfig(), 'attach');
  try {
    await work(dataSource);
  } finally {
    await dataSource.destroy();
    await stopServer();
  }
}

async function main(): Promise<void> {
  const call = parseCommandLine(process.argv.slice(2), COMMANDS);
  if (!call) throw new StartupError(usageOf(COMMANDS));
  const config = loadConfig();
  await call.command.run(createReport(config, createLogger(config)), call.given);
}

main().catch((error: unknown) => {
  console.error(error instanceof StartupError ? error.message : error);
  process.exitCode = 1;
});
