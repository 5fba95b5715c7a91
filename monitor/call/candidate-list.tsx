// The visits a call may have come from as well, each with its probability.
import type { WireCandidate } from '../../src/wire/call.ts';
import { formatPercent } from '../format/percent.ts';
import { cleanText } from '../format/visitor-text.ts';
import { texts } from '../i18n/language.ts';
import { namedSource } from './source-name.ts';

/** Below this the rest is rounding, not an answer. */
const WORTH_SHOWING = 0.005;

/** `all` candidates and "none of these" sum to 1, so what is missing is the probability of "none". */
export function CandidateList({
  candidates,
  all,
}: {
  candidates: readonly WireCandidate[];
  all: readonly WireCandidate[];
}) {
  const rest = 1 - all.reduce((sum, { probability }) => sum + probability, 0);
  return (
    <ul class="candidates">
      {candidates.map(({ session, probability, source, campaign }) => (
        <Row
          key={session}
          probability={probability}
          name={[namedSource(source), campaign && cleanText(campaign)].filter(Boolean).join(' · ')}
        />
      ))}
      {rest >= WORTH_SHOWING && <Row probability={rest} name={texts.value.call.remainder} />}
    </ul>
  );
}

function Row({ probability, name }: { probability: number; name: string }) {
  return (
    <li class="candidate" style={{ '--share': String(probability) }}>
      <span class="candidate-share">{formatPercent(probability)}</span>
      <bdi class="candidate-name">{name}</bdi>
    </li>
  );
}
