import { useState } from 'react';

/** A state that is what a value from outside is, until it is set; and again that value as soon as it changes. */
export function useFollowing<T>(value: T, key: unknown = value): [T, (next: T) => void] {
  const [followed, setFollowed] = useState(key);
  const [state, setState] = useState(value);
  if (followed !== key) {
    setFollowed(key);
    setState(value);
  }
  return [followed === key ? state : value, setState];
}
