/**
 * What a GraphQL request may not exceed; a request over a limit is refused before it runs, with the limit and
 * its own value. Introspection counts for size only, so that schema tools keep working.
 */
export const REQUEST_LIMITS = {
  /** Levels of fields inside fields. The longest useful walk (people of an achievement's studio's achievements …) takes 12. */
  maxDepth: 15,
  /** Renamed fields: each asks for the same work once more. */
  maxAliases: 50,
  /** Directives: no useful document has more, and each is checked on every run. */
  maxDirectives: 20,
  /** Lexical tokens: bounds what parsing and validation can cost. GraphiQL's introspection has about 450. */
  maxTokens: 2_000,
  /** Bytes of a document: bounds the memory for documents that are remembered. */
  maxDocumentBytes: 50_000,
  /** Fields, with fragments spread out: a few fragments that double each other make millions. */
  maxFields: 2_000,
  /** Records that a request may ask for, reckoned from its page sizes. A page of 100 with every link takes about 6,000. */
  maxCost: 10_000,
  /** Bytes of a request, variables included: bounds what checking its variables can cost. */
  maxBodyBytes: 300_000,
} as const;
