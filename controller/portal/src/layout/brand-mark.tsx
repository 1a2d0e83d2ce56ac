/** Two squares turned against each other: the eight-pointed star of a bazaar's tiles, with a lamp in the middle. */
export function BrandMark() {
  return (
    <svg className="brand__mark" width="26" height="26" viewBox="0 0 32 32" aria-hidden="true">
      <g fill="currentColor">
        <rect x="6" y="6" width="20" height="20" rx="2" />
        <rect x="6" y="6" width="20" height="20" rx="2" transform="rotate(45 16 16)" />
      </g>
      <circle className="brand__lamp" cx="16" cy="16" r="5" />
    </svg>
  );
}
