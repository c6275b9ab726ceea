/** A reading that has begun. */
interface Reading<T> {
  readonly begunAt: number;
  readonly value: Promise<T>;
  isOver: boolean;
}

/**
 * Reads a value for all who ask for it: each gets one whose reading began after it had asked, or at most so long
 * before. There is never more than one reading under way, however many ask.
 */
export class SharedReading<T> {
  private last: Reading<T> | null = null;
  private next: Promise<T> | null = null;

  /**
   * @param read reads the value
   * @param freshForMs how old a reading may be, in milliseconds; with 0 it begins after it was asked for
   * @param now a clock that only goes forward, in milliseconds
   */
  constructor(
    private readonly read: () => Promise<T>,
    private readonly freshForMs = 0,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** @throws whatever the reading does; whoever asks afterwards has it read anew */
  get(): Promise<T> {
    const { last } = this;
    if (last && this.now() - last.begunAt < this.freshForMs) return last.value;
    if (this.next) return this.next;
    if (last === null || last.isOver) return this.begin();
    // One that began too early is waited for, and then all who came meanwhile share the next.
    this.next = last.value
      .then(
        () => undefined,
        () => undefined,
      )
      .then(() => {
        this.next = null;
        return this.begin();
      });
    return this.next;
  }

  private begin(): Promise<T> {
    const reading: Reading<T> = { begunAt: this.now(), value: this.read(), isOver: false };
    this.last = reading;
    reading.value.then(
      () => {
        reading.isOver = true;
      },
      () => {
        if (this.last === reading) this.last = null;
      },
    );
    return reading.value;
  }
}
