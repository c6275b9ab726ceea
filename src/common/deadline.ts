/** Something took longer than it may. */
export class DeadlineExceeded extends Error {
  constructor(ms: number) {
    super(`There was no answer within ${ms} ms.`);
    this.name = 'DeadlineExceeded';
  }
}

/**
 * Waits for `work` no longer than so many milliseconds. The client's own timeout ends its request, but not in every
 * case the reading of an answer that has begun, which then never ends.
 *
 * @throws DeadlineExceeded
 */
export async function withDeadline<T>(ms: number, work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DeadlineExceeded(ms)), ms);
  });
  try {
    return await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}
