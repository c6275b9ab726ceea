import { type ReactNode } from 'react';

interface RunsProps {
  readonly runs: readonly { readonly text: string; readonly matched: boolean }[];
}

/** A text with what was looked for marked. */
export function Runs({ runs }: RunsProps): ReactNode {
  return runs.map(({ text, matched }, index) => (matched ? <mark key={index}>{text}</mark> : text));
}
