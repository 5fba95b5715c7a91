// A look at one Asterisk box that changes nothing on it.
import type { Millis } from '../core/millis.ts';
import type { PbxSurvey, SurveyRefusal } from '../core/pbx-survey.ts';

export interface SurveyRequest {
  /** Contexts to read, with all they include. */
  readonly contexts: readonly string[];
  /** How long to listen for events; it ends sooner once a channel that came in during it is gone. */
  readonly listen: Millis;
}

export interface PbxSurveyor {
  survey(
    request: SurveyRequest,
  ): Promise<{ readonly survey: PbxSurvey } | { readonly refusal: SurveyRefusal }>;
}
