import './common/production.js';
import 'reflect-metadata';
import { StartupError } from './common/startup-error.js';
import { loadConfig } from './config/config.js';
import { createLogger } from './config/logger.js';
import { startService } from './service.js';
import { createReport } from './startup-report.js';

/** Requests in flight get ten seconds to end, and the embedded server the rest; then the process ends anyway. */
const STOP_LIMIT_MS = 20_000;

async function main(): Promise<void> {
  const config = loadConfig();
  const logger = createLogger(config);
  const report = createReport(config, logger);

  // A signal during the start is remembered and obeyed as soon as there is something to stop.
  let stopping = false;
  const stopAsked = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        // npm passes a terminal's Ctrl-C on, so one key press can arrive twice.
        if (stopping) return;
        stopping = true;
        report.say('Stopping …');
        resolve();
      });
    }
  });

  const service = await startService(config, logger, report);
  await stopAsked;
  setTimeout(() => {
    logger.error('the service did not stop in time');
    process.exit(1);
  }, STOP_LIMIT_MS).unref();
  await service.stop();
  report.say('Stopped.');
}

main().catch((error: unknown) => {
  console.error(error instanceof StartupError ? error.message : error);
  process.exitCode = 1;
});
