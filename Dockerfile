# The catalogue service. A PostgreSQL server is not in the image: give it DATABASE_URL.

FROM node:22.23.3-bookworm-slim AS base
WORKDIR /app
# Behind a registry mirror: docker build --build-arg NPM_CONFIG_REGISTRY=<address> .
ARG NPM_CONFIG_REGISTRY
COPY package.json package-lock.json ./

# Compile. Optional packages stay in: the compiler's own platform binary is one of them.
FROM base AS build
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY nest-cli.json tsconfig.json tsconfig.build.json .swcrc ./
COPY src src
COPY migrations migrations
COPY seed seed
COPY web web
COPY schema.graphql ./
RUN npm run build

# Production packages only, without the optional embedded PostgreSQL.
FROM base AS packages
RUN npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund

FROM node:22.23.3-bookworm-slim AS runtime
LABEL org.opencontainers.image.title="innovation-achievement-catalogue" \
      org.opencontainers.image.description="The permanent catalogue of workers' innovation achievements" \
      org.opencontainers.image.licenses="MIT"
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3000 \
    DATA_DIR=/data
WORKDIR /app
# Code belongs to root and the service runs as the image's user "node" (1000), so it cannot change itself.
RUN install --directory --owner=node --group=node --mode=0750 /data
COPY --from=packages /app/node_modules node_modules
COPY package.json schema.graphql LICENSE NOTICE ./
COPY seed/data seed/data
COPY --from=build /app/dist dist
COPY --from=build /app/web/dist web/dist
USER 1000:1000
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/ready`).then((r) => process.exit(+!r.ok), () => process.exit(1))"]
CMD ["node", "dist/src/main.js"]
