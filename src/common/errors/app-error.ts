/**
 * Every failure that a client can act on, with the HTTP status it has outside GraphQL.
 *
 * The one table of the service: GraphQL puts the name into `extensions.code`, HTTP answers use the status.
 */
export const ERROR_STATUS = {
  BAD_USER_INPUT: 400,
  BAD_CURSOR: 400,
  QUERY_TOO_COMPLEX: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  GONE: 410,
  PAYLOAD_TOO_LARGE: 413,
  RATE_LIMITED: 429,
  INTERNAL_SERVER_ERROR: 500,
  SERVICE_UNAVAILABLE: 503,
} as const;

/** The name of a failure, stable for clients. */
export type ErrorCode = keyof typeof ERROR_STATUS;

/** Facts about one failure that a program can read: the limit and the value sent, the field, the allowed values. */
export type ErrorDetails = Readonly<Record<string, unknown>>;

/** The value of the header Retry-After for a failure that tells when to come again; null for any other. */
export function retryAfterOf({ retryAfterSeconds }: ErrorDetails): string | null {
  return typeof retryAfterSeconds === 'number' ? String(retryAfterSeconds) : null;
}

/** A failure to be told to the client: what was wrong, where, and what is allowed. Its message never holds a secret. */
export class AppError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: ErrorDetails = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'AppError';
  }

  /** The HTTP status of this failure outside GraphQL. */
  get status(): number {
    return ERROR_STATUS[this.code];
  }
}
