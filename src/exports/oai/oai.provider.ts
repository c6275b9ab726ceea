import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { FeedKind } from '../../record/feed/feed-kind.js';
import { type FeedEntry } from '../../record/feed/feed.reader.js';
import { type PublicRecord } from '../../record/record.fields.js';
import { toDatestamp } from './oai.dates.js';
import { OaiError } from './oai.error.js';
import { METADATA_FORMATS, METADATA_PREFIXES, type MetadataPrefix } from './oai.formats.js';
import { OaiItems } from './oai.items.js';
import { readRequest, type ListRequest, type OaiRequest } from './oai.request.js';
import { listSets, setsOf } from './oai.sets.js';
import { writeToken } from './oai.token.js';
import { writeXml, type XmlNode } from './xml.js';

/** Records of one answer: a full record has about forty elements, and writing them keeps the process busy. */
const PAGE_SIZE = 50;

const PROTOCOL = 'http://www.openarchives.org/OAI/2.0/';

/** Answers harvesters, as OAI-PMH 2.0 has it. */
@Injectable()
export class OaiProvider {
  constructor(
    private readonly items: OaiItems,
    private readonly dataSource: DataSource,
  ) {}

  /**
   * The answer to a request, be it a refusal.
   *
   * @param base the public address of the service, without a slash at the end
   */
  async answer(parameters: URLSearchParams, base: string): Promise<string> {
    // Before anything is read, so that what is being written now is not taken for harvested.
    const date = toDatestamp(await this.items.completeUntil());
    try {
      const request = readRequest(parameters);
      return envelope(date, base, parameters, { [request.verb]: await this.carryOut(request, base) });
    } catch (error) {
      if (!(error instanceof OaiError)) throw error;
      const echoed = ['badVerb', 'badArgument'].includes(error.code) ? new URLSearchParams() : parameters;
      return envelope(date, base, echoed, { error: { '@code': error.code, '#': error.message } });
    }
  }

  private async carryOut(request: OaiRequest, base: string): Promise<XmlNode> {
    switch (request.verb) {
      case 'Identify':
        return this.identify(base);
      case 'ListSets':
        return { set: await listSets(this.dataSource) };
      case 'ListMetadataFormats':
        if (request.identifier !== null) await this.get(request.identifier, base);
        return { metadataFormat: formats(base) };
      case 'GetRecord':
        return { record: recordOf(await this.get(request.identifier, base), base, request.prefix) };
      case 'ListIdentifiers':
        return this.list(request.verb, request.list, 'header', (item) => headerOf(item, base));
      case 'ListRecords':
        return this.list(request.verb, request.list, 'record', (item) =>
          recordOf(item, base, request.list.prefix),
        );
    }
  }

  private async identify(base: string): Promise<XmlNode> {
    return {
      repositoryName: '职工创新成果目录 · Innovation achievement catalogue',
      baseURL: `${base}/oai`,
      protocolVersion: '2.0',
      adminEmail: `postmaster@${hostOf(base)}`,
      earliestDatestamp: toDatestamp(await this.items.earliest()),
      deletedRecord: 'persistent',
      granularity: 'YYYY-MM-DDThh:mm:ssZ',
    };
  }

  private async get(identifier: string, base: string): Promise<FeedEntry> {
    const prefix = identifierOf('', base);
    const code = identifier.startsWith(prefix) ? identifier.slice(prefix.length) : '';
    const item = /^[\w-]{1,60}$/.test(code) ? await this.items.find(code) : null;
    if (item) return item;
    throw new OaiError('idDoesNotExist', `Identifiers are such as ${identifierOf('WIA-0001', base)}.`);
  }

  private async list(
    verb: string,
    request: ListRequest,
    name: string,
    write: (item: FeedEntry) => XmlNode,
  ): Promise<XmlNode> {
    const { items, more, total } = await this.items.list(request, PAGE_SIZE);
    const last = items.at(-1);
    if (last === undefined && request.before === 0) {
      throw new OaiError('noRecordsMatch', 'No record fits the set and the dates.');
    }
    const { asked, before } = request;
    const next = more && last ? { asked, after: last.position, before: before + items.length, total } : null;
    const isPart = next !== null || before > 0;
    const size = { '@completeListSize': String(total), '@cursor': String(before) };
    return {
      [name]: items.map(write),
      resumptionToken: isPart ? { ...size, '#': next === null ? '' : writeToken(verb, next) } : undefined,
    };
  }
}

function hostOf(base: string): string {
  return new URL(base).hostname;
}

/** The identifier of an item: as permanent as its code and the name of the public address. */
function identifierOf(code: string, base: string): string {
  return `oai:${hostOf(base)}:${code}`;
}

function isDeleted({ kind }: FeedEntry): boolean {
  return kind === FeedKind.WITHDRAW || kind === FeedKind.MERGE;
}

function headerOf(item: FeedEntry, base: string): XmlNode {
  return {
    ...(isDeleted(item) ? { '@status': 'deleted' } : {}),
    identifier: identifierOf(item.code, base),
    datestamp: toDatestamp(item.at),
    setSpec: setsOf(item.document as PublicRecord),
  };
}

function recordOf(item: FeedEntry, base: string, prefix: MetadataPrefix): XmlNode {
  const header = headerOf(item, base);
  if (isDeleted(item)) return { header };
  return { header, metadata: METADATA_FORMATS[prefix].write(item.document as PublicRecord, { base }) };
}

function formats(base: string): XmlNode[] {
  return METADATA_PREFIXES.map((metadataPrefix) => ({
    metadataPrefix,
    schema: METADATA_FORMATS[metadataPrefix].schema({ base }),
    metadataNamespace: METADATA_FORMATS[metadataPrefix].namespace,
  }));
}

/** What every answer is wrapped in; of the request it repeats what was understood. */
function envelope(date: string, base: string, echoed: URLSearchParams, content: object): string {
  const attributes = Object.fromEntries([...echoed].map(([name, value]) => [`@${name}`, value]));
  return writeXml({
    'OAI-PMH': {
      '@xmlns': PROTOCOL,
      '@xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
      '@xsi:schemaLocation': `${PROTOCOL} ${PROTOCOL}OAI-PMH.xsd`,
      responseDate: date,
      request: { ...attributes, '#': `${base}/oai` },
      ...content,
    },
  });
}
