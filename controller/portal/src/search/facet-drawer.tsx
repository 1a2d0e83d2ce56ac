import { X } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import '../parts/button.css';
import './facet-drawer.css';

interface FacetDrawerProps {
  total: number | undefined;
  onClose: () => void;
  children: ReactNode;
}

/** The filters on narrow screens: a modal dialog, so that the browser keeps the focus inside and Escape closes it. */
export function FacetDrawer({ total, onClose, children }: FacetDrawerProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    if (element && !element.open) element.showModal();
  }, []);
  return (
    <dialog ref={dialog} className="drawer" aria-labelledby="drawer-title" onClose={onClose} closedby="any">
      <div className="drawer__head">
        <h2 id="drawer-title">Filters</h2>
        <button
          type="button"
          className="button button--quiet button--square"
          onClick={() => dialog.current?.close()}
          aria-label="Close the filters"
        >
          <X size={18} aria-hidden="true" />
        </button>
      </div>
      <div className="drawer__body">{children}</div>
      <div className="drawer__foot">
        <button type="button" className="button drawer__show" onClick={() => dialog.current?.close()}>
          {total === undefined ? 'Show results' : `Show ${total.toLocaleString('en')} results`}
        </button>
      </div>
    </dialog>
  );
}
