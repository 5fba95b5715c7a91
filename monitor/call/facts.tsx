// A list of named facts; those without a value are left out.
import type { ComponentChildren } from 'preact';

export interface Fact {
  readonly name: string;
  readonly value: ComponentChildren;
}

export function Facts({ facts }: { facts: readonly Fact[] }) {
  const known = facts.filter(({ value }) => value !== null && value !== '');
  if (known.length === 0) return null;
  return (
    <dl class="facts">
      {known.map(({ name, value }) => (
        <div class="fact" key={name}>
          <dt class="fact-name">{name}</dt>
          <dd class="fact-value">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
