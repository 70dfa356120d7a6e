/** Our mark: a compass card with its needle. */
export function Mark({ size = 18 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden>
      <path d="M12 .8 23.2 12 12 23.2.8 12Z" fill="var(--accent)" />
      <path d="m12 5.4 3.3 6.6-3.3 6.6L8.7 12Z" fill="var(--accent-on)" />
      <path d="m12 5.4 3.3 6.6H8.7Z" fill="var(--critical-fill)" />
    </svg>
  );
}
