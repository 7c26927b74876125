import type { Fact, PanelLabels, WeekDetailsState } from '../src/protocol';

/** The selected week in numbers and words, beside the chart. */
export function WeekDetails({ week, labels }: { week: WeekDetailsState; labels: PanelLabels }) {
  return (
    <aside class="details" aria-label={week.title}>
      <h3>{week.title}</h3>
      <p class="headline">{week.headline}</p>
      <p class="quiet">{week.basis}</p>
      <Facts facts={week.facts} />
      <h4>{labels.leftOut}</h4>
      {week.leftOut.length > 0 ? <Facts facts={week.leftOut} /> : <p class="quiet">{labels.nothingLeftOut}</p>}
    </aside>
  );
}

function Facts({ facts }: { facts: Fact[] }) {
  return (
    <dl>
      {facts.map(({ term, text, part }) => (
        <div key={term} class={part ? 'fact part' : 'fact'}>
          <dt>{term}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
