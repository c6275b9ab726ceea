import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Where Debian installs it. */
const USUAL_PATH = '/usr/bin/chromium';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * The Chromium to use: that of CHROMIUM_PATH, or Debian's; null when there is none.
 *
 * @throws Error when CHROMIUM_PATH names no file
 */
export function findChromium(): string | null {
  const asked = process.env.CHROMIUM_PATH;
  if (asked !== undefined && !existsSync(asked)) throw new Error(`CHROMIUM_PATH names no file: ${asked}`);
  return asked ?? (existsSync(USUAL_PATH) ? USUAL_PATH : null);
}

/** Starts a browser of its own. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium() ?? USUAL_PATH, args: FLAGS });
}
