import { createServer } from 'node:net';
import { StartupError } from './common/startup-error.js';
import { DEFAULT_PORT, type Config } from './config/config.js';

/** How many ports above the default one are tried when the service may choose. */
const PORTS_TRIED = 50;

/** What the system says when an address cannot be listened on; null when it can. */
function tryPort(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown'));
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => resolve(null)));
  });
}

/**
 * Chooses the port to listen on: the one that is set, or else the first free one from the default.
 *
 * @throws StartupError when the port that is set, or the host, cannot be listened on
 */
export async function choosePort({ host, port }: Pick<Config, 'host' | 'port'>): Promise<number> {
  const first = port ?? DEFAULT_PORT;
  const last = port ?? DEFAULT_PORT + PORTS_TRIED;
  for (let candidate = first; candidate <= last; candidate += 1) {
    const problem = await tryPort(host, candidate);
    if (problem === null) return candidate;
    if (problem !== 'EADDRINUSE' && problem !== 'EACCES') {
      throw new StartupError(
        `The service cannot listen on HOST: ${problem}. HOST must be an address of this machine.`,
      );
    }
    if (port !== undefined) throw portProblem(port, problem);
  }
  throw new StartupError(`No port from ${first} to ${last} is free. Set PORT, or PORT=0 for any free one.`);
}

/** Why the port that is set cannot be had. */
function portProblem(port: number, code: string): StartupError {
  return new StartupError(
    code === 'EACCES'
      ? `Port ${port} needs more rights than this user has. Set PORT to one from 1024.`
      : `Port ${port} is in use by another program. Set PORT to another one, or PORT=0 for any free one.`,
  );
}
