/** What is done about an installation: what its file asks for, or that too after a look at how it does. */
export type Errand = 'plan' | 'look';

export interface DueErrand {
  readonly id: string;
  readonly errand: Errand;
}

type Times = Partial<Record<Errand, number>>;

/** What is to be done when, each errand once an installation. It can be filled anew from the store at any time. */
export class Agenda {
  readonly #entries = new Map<string, Times>();

  /** Of several times the earliest counts. */
  add(id: string, errand: Errand, at: Date): void {
    const known = this.#entries.get(id) ?? {};
    const earliest = Math.min(known[errand] ?? Number.POSITIVE_INFINITY, at.getTime());
    this.#entries.set(id, { ...known, [errand]: earliest });
  }

  /** Takes what is due and not left out, what has waited longest first. A look is a plan too. */
  take(now: Date, most: number, isLeftOut: (id: string) => boolean): DueErrand[] {
    const due = [...this.#entries]
      .filter(([id, times]) => earliestOf(times) <= now.getTime() && !isLeftOut(id))
      .toSorted(([, a], [, b]) => earliestOf(a) - earliestOf(b))
      .slice(0, most);
    return due.map(([id, { look }]) => {
      const isLook = look !== undefined && look <= now.getTime();
      if (isLook || look === undefined) this.#entries.delete(id);
      else this.#entries.set(id, { look });
      return { id, errand: isLook ? 'look' : 'plan' };
    });
  }

  /** How many are due. */
  due(now: Date): number {
    return [...this.#entries.values()].filter((times) => earliestOf(times) <= now.getTime()).length;
  }

  /** When the next is due that is not left out; undefined when there is none. */
  nextAt(isLeftOut: (id: string) => boolean): Date | undefined {
    let next = Number.POSITIVE_INFINITY;
    for (const [id, times] of this.#entries) if (!isLeftOut(id)) next = Math.min(next, earliestOf(times));
    return Number.isFinite(next) ? new Date(next) : undefined;
  }
}

function earliestOf({ plan = Number.POSITIVE_INFINITY, look = Number.POSITIVE_INFINITY }: Times): number {
  return Math.min(plan, look);
}
