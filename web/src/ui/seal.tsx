import { type ReactNode } from 'react';

/** The catalogue's mark: 工, “work”, which is also the section of a beam, cut into a seal. */
export function Seal(): ReactNode {
  return (
    <svg className="seal" viewBox="0 0 48 48" aria-hidden="true">
      <rect width="48" height="48" rx="5" />
      <path d="M9 10h30v6H27v16h12v6H9v-6h12V16H9z" />
    </svg>
  );
}
