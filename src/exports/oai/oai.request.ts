import { readDates, type DateRange } from './oai.dates.js';
import { OaiError } from './oai.error.js';
import { isMetadataPrefix, METADATA_PREFIXES, type MetadataPrefix } from './oai.formats.js';
import { parseSet, type OaiSet } from './oai.sets.js';
import { readToken, type ListArguments, type ListPlace } from './oai.token.js';

/** Which records to list, and from where on. */
export interface ListRequest extends ListPlace {
  readonly prefix: MetadataPrefix;
  readonly set: OaiSet | null;
  readonly dates: DateRange;
}

/** A request that is in order. */
export type OaiRequest =
  | { readonly verb: 'Identify' | 'ListSets' }
  | { readonly verb: 'ListMetadataFormats'; readonly identifier: string | null }
  | { readonly verb: 'GetRecord'; readonly identifier: string; readonly prefix: MetadataPrefix }
  | { readonly verb: 'ListIdentifiers' | 'ListRecords'; readonly list: ListRequest };

interface Signature {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  /** Whether a resumption token may stand in the place of everything else. */
  readonly resumable: boolean;
}

const LIST: Signature = { required: ['metadataPrefix'], optional: ['from', 'until', 'set'], resumable: true };

const SIGNATURES: Readonly<Record<OaiRequest['verb'], Signature>> = {
  Identify: { required: [], optional: [], resumable: false },
  ListSets: { required: [], optional: [], resumable: true },
  ListMetadataFormats: { required: [], optional: ['identifier'], resumable: false },
  GetRecord: { required: ['identifier', 'metadataPrefix'], optional: [], resumable: false },
  ListIdentifiers: LIST,
  ListRecords: LIST,
};

const VERBS = Object.keys(SIGNATURES);

/** @throws OaiError badVerb */
function verbOf(parameters: URLSearchParams): OaiRequest['verb'] {
  const verbs = parameters.getAll('verb');
  const [verb = ''] = verbs;
  if (verbs.length === 1 && VERBS.includes(verb)) return verb as OaiRequest['verb'];
  throw new OaiError('badVerb', `Give one “verb”: ${VERBS.join(', ')}.`);
}

/** The arguments of a verb, each given once. */
function argumentsOf(parameters: URLSearchParams, verb: OaiRequest['verb']): ReadonlyMap<string, string> {
  const { required, optional, resumable } = SIGNATURES[verb];
  const given = new Map([...parameters].filter(([name]) => name !== 'verb'));
  const allowed = [...required, ...optional, ...(resumable ? ['resumptionToken'] : [])];
  for (const name of given.keys()) {
    if (!allowed.includes(name)) {
      const known = allowed.length === 0 ? 'none' : allowed.join(', ');
      throw new OaiError('badArgument', `${verb} has no argument “${name.slice(0, 60)}”. Allowed: ${known}.`);
    }
    if (parameters.getAll(name).length > 1) {
      throw new OaiError('badArgument', `The argument “${name}” is given more than once.`);
    }
  }
  if (given.has('resumptionToken')) {
    if (given.size === 1) return given;
    throw new OaiError('badArgument', 'A “resumptionToken” stands alone: it repeats the other arguments.');
  }
  const missing = required.find((name) => !given.get(name));
  if (missing === undefined) return given;
  throw new OaiError('badArgument', `${verb} needs the argument “${missing}”.`);
}

/** @throws OaiError cannotDisseminateFormat */
function prefixOf(prefix: string): MetadataPrefix {
  if (isMetadataPrefix(prefix)) return prefix;
  throw new OaiError('cannotDisseminateFormat', `Formats: ${METADATA_PREFIXES.join(', ')}.`);
}

function listRequest(place: ListPlace): ListRequest {
  const { asked } = place;
  return {
    prefix: prefixOf(asked.metadataPrefix),
    set: asked.set === null ? null : parseSet(asked.set),
    dates: readDates(asked.from, asked.until),
    ...place,
  };
}

/** @throws OaiError for whatever the protocol does not allow */
export function readRequest(parameters: URLSearchParams): OaiRequest {
  const verb = verbOf(parameters);
  const given = argumentsOf(parameters, verb);
  const token = given.get('resumptionToken');
  switch (verb) {
    case 'Identify':
      return { verb };
    case 'ListSets':
      if (token === undefined) return { verb };
      throw new OaiError('badResumptionToken', 'The list of sets comes whole, without any token.');
    case 'ListMetadataFormats':
      return { verb, identifier: given.get('identifier') ?? null };
    case 'GetRecord':
      return {
        verb,
        identifier: given.get('identifier') ?? '',
        prefix: prefixOf(given.get('metadataPrefix') ?? ''),
      };
    case 'ListIdentifiers':
    case 'ListRecords': {
      if (token !== undefined) return { verb, list: listRequest(readToken(token, verb)) };
      const asked: ListArguments = {
        metadataPrefix: given.get('metadataPrefix') ?? '',
        set: given.get('set') ?? null,
        from: given.get('from') ?? null,
        until: given.get('until') ?? null,
      };
      return { verb, list: listRequest({ asked, after: '0', before: 0, total: null }) };
    }
  }
}
