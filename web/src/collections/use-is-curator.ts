import { useAnswer } from '../api/client.js';
import { ViewerDocument } from '../api/generated/operations.js';
import { useHasKey } from '../api/key.js';

/** Whether the key in use may change collections. */
export function useIsCurator(): boolean {
  const hasKey = useHasKey();
  const { data } = useAnswer(ViewerDocument, {}, { enabled: hasKey });
  return hasKey && (data?.viewer.scopes.includes('CURATE') ?? false);
}
