import { useEffect, useRef, useState, type RefObject } from 'react';

/** The size of letters that the numbers of a drawing are meant for, in pixels. */
const LETTERS = 16;

/**
 * How wide an element is, in pixels of a page whose letters have their usual size: a drawing of this width grows with
 * the letters of a wall screen. Null until it is measured.
 */
export function useWidth(): readonly [RefObject<HTMLDivElement>, number | null] {
  const element = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState<number | null>(null);
  useEffect(() => {
    if (!element.current) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      const letters = parseFloat(getComputedStyle(document.documentElement).fontSize);
      if (entry) setWidth(Math.floor((entry.contentRect.width / letters) * LETTERS));
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  return [element, width];
}
