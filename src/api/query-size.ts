import {
  Kind,
  Lexer,
  Source,
  TokenKind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** How large a document is, fragments spread out. */
export interface QuerySize {
  /** Levels of fields inside fields; what lies below an introspection field is not counted. */
  readonly depth: number;
  readonly fields: number;
  readonly aliases: number;
  readonly directives: number;
}

/** Where a document's size stops to matter: everything above is refused alike. */
const CEILING = 1_000_000;

const NOTHING: QuerySize = { depth: 0, fields: 0, aliases: 0, directives: 0 };

function add(a: QuerySize, b: QuerySize): QuerySize {
  return {
    depth: Math.max(a.depth, b.depth),
    fields: Math.min(a.fields + b.fields, CEILING),
    aliases: Math.min(a.aliases + b.aliases, CEILING),
    directives: Math.min(a.directives + b.directives, CEILING),
  };
}

/**
 * Counts the tokens of a document, up to one more than `limit`. Text that is no GraphQL ends the count: the parser
 * says better what is wrong with it.
 */
export function countTokens(text: string, limit: number): number {
  const lexer = new Lexer(new Source(text));
  let count = 0;
  try {
    while (count <= limit && lexer.advance().kind !== TokenKind.EOF) count += 1;
  } catch {
    return count;
  }
  return count;
}

/**
 * Measures a document that was parsed but not yet validated. Each fragment is measured once, and one that spreads
 * itself adds nothing more, so the work is bounded by the document's length.
 */
export function measureQuery(document: DocumentNode): QuerySize {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const measured = new Map<string, QuerySize>();

  function ofFragment(name: string): QuerySize {
    const known = measured.get(name);
    if (known) return known;
    measured.set(name, NOTHING);
    const fragment = fragments.get(name);
    const size = fragment ? own(fragment, ofSelections(fragment.selectionSet)) : NOTHING;
    measured.set(name, size);
    return size;
  }

  function ofSelections(set: SelectionSetNode | undefined): QuerySize {
    let size = NOTHING;
    for (const selection of set?.selections ?? []) {
      let part: QuerySize;
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        part = ofFragment(selection.name.value);
      } else {
        part = ofSelections(selection.selectionSet);
        if (selection.kind === Kind.FIELD) {
          const introspection = selection.name.value.startsWith('__');
          const aliases = part.aliases + (selection.alias ? 1 : 0);
          part = { ...part, aliases, fields: part.fields + 1, depth: introspection ? 1 : part.depth + 1 };
        }
      }
      size = add(size, own(selection, part));
    }
    return size;
  }

  let total = NOTHING;
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    total = add(total, own(definition, ofSelections(definition.selectionSet)));
  }
  return total;
}

function own(node: { readonly directives?: readonly unknown[] | undefined }, inside: QuerySize): QuerySize {
  return { ...inside, directives: inside.directives + (node.directives?.length ?? 0) };
}
