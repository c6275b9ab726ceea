import { useEffect, useRef } from 'react';
import { useLocation } from 'react-router';

/** Moves the focus to the page when another one was opened, so that a screen reader begins there and not at the old link. */
export function useFocusOnNavigation(): void {
  const { pathname } = useLocation();
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    document.getElementById('main')?.focus({ preventScroll: true });
  }, [pathname]);
}
