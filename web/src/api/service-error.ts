/** What went wrong between the page and the service, as far as a reader can do something about it. */
export type ServiceProblem =
  'unreachable' | 'unavailable' | 'keyRefused' | 'rateLimited' | 'gone' | 'refused' | 'failed';

const PROBLEMS: Readonly<Record<string, ServiceProblem>> = {
  SERVICE_UNAVAILABLE: 'unavailable',
  UNAUTHENTICATED: 'keyRefused',
  FORBIDDEN: 'keyRefused',
  RATE_LIMITED: 'rateLimited',
  GONE: 'gone',
  BAD_USER_INPUT: 'refused',
  BAD_CURSOR: 'refused',
  QUERY_TOO_COMPLEX: 'refused',
  PAYLOAD_TOO_LARGE: 'refused',
};

/** An error as GraphQL serves it. */
export interface ServedError {
  readonly message: string;
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** A request that did not come to its answer. */
export class ServiceError extends Error {
  constructor(
    readonly problem: ServiceProblem,
    message: string,
    /** What the service told beside the message: its code, the reason, the request's id. */
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = 'ServiceError';
  }

  /** A detail that is a text. */
  text(name: string): string | null {
    const value = this.details[name];
    return typeof value === 'string' ? value : null;
  }
}

/** The failure that a served error tells of. */
export function fromServed({ message, extensions = {} }: ServedError): ServiceError {
  return new ServiceError(PROBLEMS[String(extensions.code)] ?? 'failed', message, extensions);
}
