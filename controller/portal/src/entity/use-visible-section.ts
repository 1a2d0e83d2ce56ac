import { useEffect, useState } from 'react';

/** The id of the first section in the upper part of the window. `ids` are joined by blanks, so that they compare. */
export function useVisibleSection(ids: string): string | undefined {
  const [visible, setVisible] = useState<ReadonlySet<string>>(new Set());
  const names = ids.split(' ');

  useEffect(() => {
    const observer = new IntersectionObserver(
      (entries) =>
        setVisible((before) => {
          const after = new Set(before);
          for (const { target, isIntersecting } of entries) {
            if (isIntersecting) after.add(target.id);
            else after.delete(target.id);
          }
          return after;
        }),
      { rootMargin: '-112px 0px -55% 0px' },
    );
    for (const id of ids.split(' ')) {
      const element = document.getElementById(id);
      if (element) observer.observe(element);
    }
    return () => observer.disconnect();
  }, [ids]);

  return names.find((id) => visible.has(id)) ?? names[0];
}
