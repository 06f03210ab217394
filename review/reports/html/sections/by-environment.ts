import type { EnvironmentReview, Review } from '../../../assessment/review';
import { html, type Html } from '../html';

/** A block for each environment that has something, under its name; the bar at the top hides and shows them. */
export function byEnvironment(
  { report, environments }: Review,
  make: (environment: EnvironmentReview) => Html | undefined,
): readonly Html[] {
  return environments.flatMap((environment) => {
    const body = make(environment);
    if (!body) return [];
    const criticality = report.environments.find(({ name }) => name === environment.name)?.criticality;
    return html`<div class="environment" data-of="${environment.name}">
      <h3>${environment.name} ${criticality && html`<small>${criticality}</small>`}</h3>
      ${body}
    </div>`;
  });
}
