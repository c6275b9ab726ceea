import { afterEach, describe, expect, it } from '@jest/globals';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { StartupError } from './common/startup-error.js';
import { DEFAULT_PORT } from './config/config.js';
import { choosePort } from './listen.js';

const LOCAL = '127.0.0.1';

const open: Server[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => new Promise((done) => server.close(done))));
});

/** Listens on a port, as another program would; gives the port. */
async function occupy(host: string, port: number): Promise<number> {
  const server = createServer();
  open.push(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, exclusive: true }, resolve);
  });
  return (server.address() as AddressInfo).port;
}

async function refusal(host: string, port: number | undefined): Promise<StartupError> {
  const error: unknown = await choosePort({ host, port }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(StartupError);
  return error as StartupError;
}

describe('with PORT set', () => {
  it('that port is chosen when it is free, and left free for the service', async () => {
    const port = await occupy(LOCAL, 0);
    await new Promise((done) => open.pop()?.close(done));
    await expect(choosePort({ host: LOCAL, port })).resolves.toBe(port);
    await expect(occupy(LOCAL, port)).resolves.toBe(port);
  });

  it('a busy one is refused by its number, and no other is taken', async () => {
    const port = await occupy(LOCAL, 0);
    const { message } = await refusal(LOCAL, port);
    expect(message).toBe(
      `Port ${port} is in use by another program. Set PORT to another one, or PORT=0 for any free one.`,
    );
  });

  it('0 is passed on, for the system to choose', async () => {
    await expect(choosePort({ host: LOCAL, port: 0 })).resolves.toBe(0);
  });
});

describe('with PORT unset', () => {
  it('the next free port is chosen when the first is busy', async () => {
    const first = await choosePort({ host: LOCAL, port: undefined });
    expect(first).toBeGreaterThanOrEqual(DEFAULT_PORT);
    await occupy(LOCAL, first);
    const next = await choosePort({ host: LOCAL, port: undefined });
    expect(next).toBeGreaterThan(first);
    await expect(occupy(LOCAL, next)).resolves.toBe(next);
  });

  // Only Linux has every address of 127.0.0.0/8; on this one no other suite listens.
  const onLinux = process.platform === 'linux' ? it : it.skip;

  onLinux('the first is the default one, and fifty busy ones are passed over but not more', async () => {
    const host = '127.0.45.67';
    await expect(choosePort({ host, port: undefined })).resolves.toBe(DEFAULT_PORT);
    for (let port = DEFAULT_PORT; port < DEFAULT_PORT + 50; port += 1) await occupy(host, port);
    await expect(choosePort({ host, port: undefined })).resolves.toBe(DEFAULT_PORT + 50);
    await occupy(host, DEFAULT_PORT + 50);
    const { message } = await refusal(host, undefined);
    expect(message).toBe('No port from 3000 to 3050 is free. Set PORT, or PORT=0 for any free one.');
  });
});

describe('a HOST that is no address of this machine', () => {
  // 203.0.113.0/24 is for documentation and .invalid for no one: neither is ever ours.
  it.each([
    ['an address of others', '203.0.113.7'],
    ['a name of no one', 'nowhere.invalid'],
  ])('is told as HOST, whatever PORT is: %s', async (_, host) => {
    for (const port of [undefined, 0, 3_000]) {
      const { message } = await refusal(host, port);
      expect(message).toMatch(
        /^The service cannot listen on HOST: E[A-Z_]+\. HOST must be an address of this machine\.$/,
      );
    }
  });
});
