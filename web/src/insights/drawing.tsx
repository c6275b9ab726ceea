import { type ReactNode } from 'react';

interface DrawingProps {
  readonly width: number;
  readonly height: number;
  /** What it shows, for those who do not see it. */
  readonly label: string;
  readonly children: ReactNode;
}

/** A picture of the given size, which grows with the letters of the page. */
export function Drawing({ width, height, label, children }: DrawingProps): ReactNode {
  return (
    <svg
      className="drawing"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${width} ${height}`}
      width={`${width / 16}rem`}
      height={`${height / 16}rem`}
    >
      {children}
    </svg>
  );
}
