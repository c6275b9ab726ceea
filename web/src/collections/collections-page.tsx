import { useState, type FormEvent, type ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';
import { useQueryClient } from '@tanstack/react-query';
import { request } from '../api/client.js';
import {
  CollectionListDocument,
  CreateCollectionDocument,
  type CollectionListQuery,
} from '../api/generated/operations.js';
import { useAnswerPages } from '../api/pages.js';
import { useTitle } from '../layout/use-title.js';
import { formatDate } from '../texts/format.js';
import { useLanguage } from '../texts/language.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { MoreButton } from '../ui/more-button.js';
import { Name } from '../ui/name.js';
import { BilingualFields, isBlank, writtenOf, type Typed } from './bilingual-fields.js';
import { forgetLists } from './collection.js';
import { FailureNotice } from './failure-notice.js';
import { Refusal } from './use-editing.js';
import { requestKey } from './request-key.js';
import { useIsCurator } from './use-is-curator.js';
import { useTexts } from './use-texts.js';
import './collections.css';

const PAGE_SIZE = 24;

type Listed = CollectionListQuery['collections']['edges'][number]['node'];

function CollectionCard({ collection }: { readonly collection: Listed }): ReactNode {
  const texts = useTexts();
  const { lang } = useLanguage();
  const { slug, title, note, itemCount, visibility, owner, updatedAt } = collection;
  return (
    <li className="exhibit-card">
      <h2>
        <Link to={`/collections/${slug}`}>
          <Name text={title} />
        </Link>
      </h2>
      {note && (
        <p>
          <Name text={note} />
        </p>
      )}
      <p className="exhibit-facts">
        <span>{texts.count(itemCount)}</span>
        <span className={`visibility visibility-${visibility.toLowerCase()}`}>
          {texts.visibility[visibility]}
        </span>
        <span>{texts.owner(owner)}</span>
        <span>{texts.changed(formatDate(updatedAt, lang))}</span>
      </p>
    </li>
  );
}

function MakeForm(): ReactNode {
  const texts = useTexts();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [title, setTitle] = useState<Typed>({ zh: '', en: '' });
  const [key] = useState(requestKey);
  const [failure, setFailure] = useState<unknown>(null);
  const make = async (): Promise<void> => {
    if (isBlank(title)) {
      setFailure(new Refusal(texts.make.needsName));
      return;
    }
    try {
      const { done } = await request(CreateCollectionDocument, { key, input: { title: writtenOf(title) } });
      forgetLists(client);
      if (done.collection) await navigate(`/collections/${done.collection.slug}`);
      else setFailure(new Refusal(done.errors[0]?.message));
    } catch (error) {
      setFailure(error);
    }
  };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    void make();
  };
  return (
    <form className="exhibit-make" onSubmit={onSubmit}>
      <h2>{texts.make.title}</h2>
      <BilingualFields legend={texts.make.name} typed={title} onType={setTitle} />
      <FailureNotice failure={failure} />
      <button type="submit" className="primary">
        {texts.make.submit}
      </button>
    </form>
  );
}

/** The exhibits that the reader may see; to curators also the way to a new one. */
export function Component(): ReactNode {
  const texts = useTexts();
  const { t, preferred } = useLanguage();
  const isCurator = useIsCurator();
  const found = useAnswerPages(
    CollectionListDocument,
    { first: PAGE_SIZE, lang: preferred },
    ({ collections }) => collections,
  );
  useTitle(texts.title);
  const total = found.data?.pages[0]?.collections.totalCount;
  const edges = found.data?.pages.flatMap(({ collections }) => collections.edges) ?? [];
  return (
    <div className="exhibits">
      <h1>{texts.title}</h1>
      <p className="exhibits-intro">{texts.intro}</p>
      {found.error && !found.data && <ErrorNotice error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <p role="status">{t.site.loading}</p>}
      {total === 0 && <p className="notice">{isCurator ? texts.noneCurator : texts.none}</p>}
      <ul className="exhibit-cards">
        {edges.map(({ node }) => (
          <CollectionCard key={node.slug} collection={node} />
        ))}
      </ul>
      {total !== undefined && total > 0 && (
        <MoreButton pages={found} shown={texts.shown(edges.length, total)} />
      )}
      {isCurator && <MakeForm />}
    </div>
  );
}
