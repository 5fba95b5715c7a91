// Spend entered by hand.
import { useSignal } from '@preact/signals';
import type { WireSpend } from '../../src/wire/spend.ts';
import { type Failure, send } from '../data/api.ts';
import { dayOf } from '../format/period.ts';
import { readAmount } from '../format/read-amount.ts';
import { shellTexts } from '../i18n/shell.ts';
import { spendTexts } from '../i18n/spend.ts';
import { Dialog } from '../ui/dialog.tsx';
import { FormEnd } from '../ui/form-end.tsx';
import { TextField } from '../ui/text-field.tsx';

type Part = 'from' | 'to' | 'source' | 'medium' | 'campaign' | 'amount';

export function SpendForm({ onDone, onClose }: { onDone: () => void; onClose: () => void }) {
  const t = spendTexts.value;
  const today = dayOf(Date.now());
  const parts = useSignal<Record<Part, string>>({
    from: `${today.slice(0, 8)}01`,
    to: today,
    source: '',
    medium: '',
    campaign: '',
    amount: '',
  });
  const failure = useSignal<Failure | null>(null);
  const busy = useSignal(false);
  const { from, to, source, medium, campaign, amount } = parts.value;
  const money = readAmount(amount);
  const field = (part: Part) => ({
    value: parts.value[part],
    onType: (text: string) => {
      parts.value = { ...parts.value, [part]: text };
    },
  });

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (money === undefined || money === null) return;
    busy.value = true;
    const answer = await send<WireSpend>('POST', '/v1/spend', {
      from,
      to,
      source: source.trim(),
      medium: medium.trim() || null,
      campaign: campaign.trim() || null,
      amount: money,
    });
    busy.value = false;
    if (answer.type === 'ok') onDone();
    else failure.value = answer;
  }

  return (
    <Dialog title={t.add} onClose={onClose}>
      <form class="form" onSubmit={(event) => void submit(event)}>
        <div class="form-row">
          <TextField label={t.from} type="date" required max={to} {...field('from')} />
          <TextField label={t.to} type="date" required min={from} hint={t.toHint} {...field('to')} />
        </div>
        <TextField label={t.source} hint={t.sourceHint} required maxLength={200} {...field('source')} />
        <div class="form-row">
          <TextField label={t.medium} placeholder={t.optional} maxLength={200} {...field('medium')} />
          <TextField label={t.campaign} placeholder={t.optional} maxLength={200} {...field('campaign')} />
        </div>
        <TextField
          label={t.amount}
          inputmode="decimal"
          required
          hint={money === undefined ? t.notNumber : undefined}
          aria-invalid={money === undefined}
          {...field('amount')}
        />
        <FormEnd
          failure={failure.value}
          action={shellTexts.value.save}
          disabled={busy.value || money === undefined}
          onClose={onClose}
        />
      </form>
    </Dialog>
  );
}
