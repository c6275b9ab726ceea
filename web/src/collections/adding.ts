import { request } from '../api/client.js';
import {
  AddSearchToCollectionDocument,
  AddToCollectionDocument,
  CollectionVersionDocument,
  CreateCollectionDocument,
  DeleteCollectionDocument,
  UndoCollectionDocument,
} from '../api/generated/operations.js';
import { type Addition } from './addition.js';
import { writtenOf, type Typed } from './bilingual-fields.js';
import { Refusal } from './use-editing.js';

/** What an addition has made of an exhibit. */
export interface Added {
  readonly slug: string;
  /** How many achievements are new in it, and how many there are now. */
  readonly added: number;
  readonly itemCount: number;
  readonly version: number;
  /** Whether the exhibit was made for them. */
  readonly isFresh: boolean;
}

/** Makes an exhibit of this title, and gives its slug. */
async function make(title: Typed, key: string): Promise<string> {
  const { done } = await request(CreateCollectionDocument, { key, input: { title: writtenOf(title) } });
  if (!done.collection) throw new Refusal(done.errors[0]?.message);
  return done.collection.slug;
}

async function addOnce(slug: string, ifVersion: number, addition: Addition) {
  const versioned = { slug, ifVersion };
  if ('codes' in addition) {
    return (await request(AddToCollectionDocument, { ...versioned, codes: addition.codes })).done;
  }
  const { q, filter, sort } = addition;
  return (await request(AddSearchToCollectionDocument, { ...versioned, q, filter, sort })).done;
}

/** Adds to an exhibit, and tells what that has changed. */
export async function addTo(slug: string, addition: Addition): Promise<Added> {
  for (;;) {
    const { collection: before } = await request(CollectionVersionDocument, { slug });
    if (!before) throw new Refusal();
    const { collection, errors } = await addOnce(slug, before.version, addition);
    if (collection) {
      const { itemCount, version } = collection;
      return { slug, added: itemCount - before.itemCount, itemCount, version, isFresh: false };
    }
    // Another curator was quicker: an addition overwrites nothing, and is made to what is there now.
    if (!errors[0]?.conflict) throw new Refusal(errors[0]?.message);
  }
}

/** Makes an exhibit with these achievements; with the same key, no other one. */
export async function addToNew(title: Typed, key: string, addition: Addition): Promise<Added> {
  return { ...(await addTo(await make(title, key), addition)), isFresh: true };
}

/** Takes an addition back; an exhibit that was made for it goes with it. Tells whether it could be: nothing has changed since. */
export async function takeBack({ slug, version, isFresh }: Added): Promise<boolean> {
  const versioned = { slug, ifVersion: version };
  const { done } = await (isFresh
    ? request(DeleteCollectionDocument, versioned)
    : request(UndoCollectionDocument, versioned));
  const [error] = done.errors;
  if (error && !error.conflict) throw new Refusal(error.message);
  return !error;
}
