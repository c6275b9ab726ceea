/** Stops and removes what global-setup.mjs started, if it started anything. */
export default async function globalTeardown() {
  await globalThis.removeTestDatabase?.();
}
