/**
 * A reason why the process cannot start that its user can act on.
 *
 * The entry points print only the message of this error (one clear sentence, no stack trace, no secret) and
 * exit with status 1; every other error is a defect and is printed whole.
 */
export class StartupError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StartupError';
  }
}
