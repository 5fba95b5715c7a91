// Reports that answer what a test gives them, and remember what they were asked.
import type { CallReports, ReportKind, ReportKinds } from '../../../src/ports/call-reports.ts';

export class FakeReports implements CallReports {
  readonly asked: { kind: ReportKind; query: unknown }[] = [];
  readonly answers: { [Kind in ReportKind]?: ReportKinds[Kind]['answer'] } = {};
  failure: Error | null = null;

  async ask<Kind extends ReportKind>(
    kind: Kind,
    query: ReportKinds[Kind]['query'],
  ): Promise<ReportKinds[Kind]['answer']> {
    this.asked.push({ kind, query });
    if (this.failure) throw this.failure;
    const answer = this.answers[kind];
    if (answer === undefined) throw new Error(`no answer for ${kind}`);
    return answer;
  }
}
