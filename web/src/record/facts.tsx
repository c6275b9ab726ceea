import { Fragment, type ReactNode } from 'react';
import { Link } from 'react-router';
import { type Lang } from '../api/generated/operations.js';
import { Name } from '../ui/name.js';
import { recordPath, type RecordKind } from './record-path.js';

/** Facts under their names. */
export function Facts({ children }: { readonly children: ReactNode }): ReactNode {
  return <dl className="facts">{children}</dl>;
}

interface FactProps {
  readonly name: string;
  readonly children: ReactNode;
}

/** One fact. What is unknown is not shown: null, undefined and the empty text leave it out. */
export function Fact({ name, children }: FactProps): ReactNode {
  if (children === null || children === undefined || children === '' || children === false) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** A record that another one names. */
export interface NamedRecord {
  readonly code: string;
  readonly name: { readonly value: string; readonly lang?: Lang };
}

interface RecordLinkProps {
  readonly kind: RecordKind;
  readonly record: NamedRecord;
}

/** The way to a record. */
export function RecordLink({ kind, record }: RecordLinkProps): ReactNode {
  return (
    <Link to={recordPath(kind, record.code)}>
      <Name text={record.name} />
    </Link>
  );
}

interface RecordLinksProps {
  readonly kind: RecordKind;
  readonly records: readonly NamedRecord[];
}

/** The ways to several records, in one line. */
export function RecordLinks({ kind, records }: RecordLinksProps): ReactNode {
  return records.map((record, index) => (
    <Fragment key={record.code}>
      {index > 0 && <span lang="zh-CN">、</span>}
      <RecordLink kind={kind} record={record} />
    </Fragment>
  ));
}

interface SectionProps {
  readonly title: string;
  readonly children: ReactNode;
}

/** A part of a record's page under a heading of its own. */
export function Section({ title, children }: SectionProps): ReactNode {
  return (
    <section className="record-section">
      <h2>{title}</h2>
      {children}
    </section>
  );
}
