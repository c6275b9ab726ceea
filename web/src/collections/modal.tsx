import { createContext, useCallback, useContext, useEffect, useId, useRef, type ReactNode } from 'react';

const CloseContext = createContext<() => void>(() => undefined);

/** Closes the dialog that a component is drawn in. */
export function useClose(): () => void {
  return useContext(CloseContext);
}

interface ModalProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A dialog that is open for as long as it is drawn; escape closes it too. */
export function Modal({ title, onClose, children }: ModalProps): ReactNode {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const close = useCallback(() => dialog.current?.close(), []);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby={id} onClose={onClose}>
      <h2 id={id}>{title}</h2>
      <CloseContext.Provider value={close}>{children}</CloseContext.Provider>
    </dialog>
  );
}

/** The way out at the end of a dialog. */
export function CloseButton({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <div className="buttons">
      <button type="button" onClick={useClose()}>
        {children}
      </button>
    </div>
  );
}
