import {
  AppWindow,
  BellRing,
  Box,
  FileClock,
  GitFork,
  KeyRound,
  Library,
  type LucideIcon,
  PackageCheck,
  Plug,
  ReceiptText,
  Store,
  Users,
} from 'lucide-react';

const icons: Record<string, LucideIcon> = {
  App: AppWindow,
  Collection: Library,
  Connector: Plug,
  Installation: PackageCheck,
  Marketplace: Store,
  PriceBook: ReceiptText,
  ScopeCatalog: KeyRound,
  Source: GitFork,
  Subscription: BellRing,
  Team: Users,
  Waiver: FileClock,
};

export function KindIcon({ kind, size = 16 }: { kind: string; size?: number }) {
  const Icon = icons[kind] ?? Box;
  return <Icon size={size} aria-hidden="true" />;
}
