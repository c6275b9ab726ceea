/**
 * A value that is read for many at once: whoever asks gets one that was read a moment ago at most, and those who ask
 * while it is being read share that reading.
 */
export class SharedReading<T> {
  private last: { readonly value: T; readonly readAt: number } | null = null;
  private reading: Promise<T> | null = null;

  /**
   * @param read reads the value
   * @param freshForMs how old it may be, in milliseconds
   * @param now a clock that only goes forward, in milliseconds
   */
  constructor(
    private readonly read: () => Promise<T>,
    private readonly freshForMs: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** @throws whatever the reading does; who asks afterwards has it read anew */
  async get(): Promise<T> {
    const { last } = this;
    if (last !== null && this.now() - last.readAt < this.freshForMs) return last.value;
    this.reading ??= this.readNow().finally(() => {
      this.reading = null;
    });
    return this.reading;
  }

  private async readNow(): Promise<T> {
    const readAt = this.now();
    const value = await this.read();
    this.last = { value, readAt };
    return value;
  }
}
