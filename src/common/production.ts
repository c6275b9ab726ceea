import { setFlagsFromString } from 'node:v8';

/**
 * Says to every library that it runs for real, unless the environment says otherwise: graphql-js then skips checks
 * for developers, and no stack trace reaches a client. Libraries look while they load, so this is imported first.
 */
process.env.NODE_ENV ??= 'production';

/**
 * Memory that is in use may grow by so many percent before what is dead is looked for. Left to itself, V8
 * waits until it is some three times as much: a long export would hold 100 MB of rows that were sent long ago.
 */
const HEAP_GROWTH_PERCENT = 30;

setFlagsFromString(`--heap-growing-percent=${HEAP_GROWTH_PERCENT}`);
