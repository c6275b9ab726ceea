import { defineConfig } from 'vite';

/** The service that the page asks while it is being worked on. */
const SERVICE = process.env.SERVICE_URL ?? 'http://127.0.0.1:3000';

export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  build: {
    emptyOutDir: true,
    target: 'es2022',
    // The page may load files of its own origin alone, no data: address.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      // What libraries mark for servers that draw pages means nothing here.
      onwarn: (warning, warn) => {
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
      },
    },
  },
  server: {
    proxy: Object.fromEntries(['/graphql', '/graphiql', '/v1', '/id', '/oai'].map((path) => [path, SERVICE])),
  },
});
