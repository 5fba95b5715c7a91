// The product's mark and name.

export function Logo({ size = 26 }: { size?: number }) {
  return (
    <span class="logo">
      <svg
        width={size}
        height={size}
        viewBox="0 0 32 32"
        fill="none"
        stroke-linecap="round"
        aria-hidden="true"
      >
        <rect class="logo-ground" width="32" height="32" rx="8" />
        <path class="logo-line" d="M9 8v11a4 4 0 0 0 4 4h4" stroke-width="3.4" />
        <path
          class="logo-line"
          d="M16 9.500a7 7 0 0 1 7 7M16 15a1.600 1.600 0 0 1 1.600 1.600"
          stroke-width="3"
        />
      </svg>
      <span class="logo-name">Leaseline</span>
    </span>
  );
}
