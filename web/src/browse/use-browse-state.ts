import { useCallback, useMemo } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { useFollowing } from '../ui/use-following.js';
import { browsePath, readState, type BrowseState } from './browse-state.js';

/**
 * The state that the address tells, and the way to another one: each is a step that the back button takes back.
 *
 * @param pathOf the path of the page that shows a state
 */
export function useBrowseState(
  pathOf: (state: BrowseState) => string = browsePath,
): readonly [BrowseState, (next: BrowseState) => void] {
  const [parameters] = useSearchParams();
  const navigate = useNavigate();
  const address = parameters.toString();
  const state = useMemo(() => readState(new URLSearchParams(address)), [address]);
  // The router takes its time: what is chosen shows at once.
  const [shown, setShown] = useFollowing(state, address);
  const change = useCallback(
    (next: BrowseState) => {
      setShown(next);
      void navigate(pathOf(next));
    },
    [navigate, pathOf, setShown],
  );
  return [shown, change];
}
