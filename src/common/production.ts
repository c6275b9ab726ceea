/**
 * Says to every library that it runs for real, unless the environment says otherwise: graphql-js then skips checks
 * for developers, and no stack trace reaches a client. Libraries look while they load, so this is imported first.
 */
process.env.NODE_ENV ??= 'production';
