import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tsImport } from 'tsx/esm/api';

/** One database server for the whole run, unless TEST_DATABASE_URL names one. */
export default async function globalSetup() {
  if (process.env.TEST_DATABASE_URL) return;
  const { startEmbeddedPostgres } = await tsImport('../src/database/embedded-postgres.ts', import.meta.url);
  const dataDirectory = await mkdtemp(join(tmpdir(), 'catalogue-test-'));
  const server = await startEmbeddedPostgres({ dataDirectory, durable: false, whenRunning: 'refuse' });
  process.env.TEST_DATABASE_URL = server.url;
  globalThis.removeTestDatabase = async () => {
    await server.stop();
    await rm(dataDirectory, { recursive: true, force: true });
  };
}
