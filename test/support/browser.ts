import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

/** Where Debian has it; another one is named by CHROMIUM. */
const PROGRAM = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Starts a real browser without a window. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: PROGRAM, args: ['--no-sandbox'] });
}

/** A window of a person's own, with what they keep in it. */
export async function openWindow(browser: Browser, locale = 'zh-CN'): Promise<[BrowserContext, Page]> {
  const context = await browser.newContext({ locale, viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error' && message.text().includes('Content Security Policy')) {
      throw new Error(message.text());
    }
  });
  return [context, page];
}

/** Enters a curator's key, as a curator does. */
export async function enterKey(page: Page, key: string): Promise<void> {
  await page.getByRole('button', { name: '馆员登录' }).click();
  await page.getByLabel('密钥', { exact: true }).fill(key);
  await page.getByRole('button', { name: '使用密钥' }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
}
