// Runs before the first paint, so that a remembered theme never flashes; it is a file because the CSP allows no inline script.
try {
  const theme = localStorage.getItem('souk.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage can be blocked; the system's preference then holds.
}
