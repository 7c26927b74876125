import type { Fact, GroundState } from '../src/protocol';
import { keep, view } from './host';
import { Measured } from './measured';

/** What was new to the person, what was old, and the way in. */
export function Ground({ ground }: { ground: GroundState }) {
  const { title, sentence, weeks, folded, oldCode, wayIn, measured } = ground;
  return (
    <section class="apart" aria-labelledby="ground">
      <h2 id="ground">{title}</h2>
      <p class="sentence">{sentence}</p>
      <div class="pair">
        {weeks.length > 0 && (
          <div>
            <Weeks weeks={weeks} />
            {folded && (
              <details class="folded">
                <summary>{folded.title}</summary>
                <Weeks weeks={folded.weeks} />
              </details>
            )}
          </div>
        )}
        <div class="aside">
          <h3>{oldCode.title}</h3>
          <p>{oldCode.text}</p>
          {wayIn && (
            <>
              <h3>{wayIn.title}</h3>
              <p>{wayIn.text}</p>
            </>
          )}
        </div>
      </div>
      <Measured
        measured={measured}
        open={view.groundMeasuredOpen}
        onToggle={groundMeasuredOpen => keep({ groundMeasuredOpen })}
      />
    </section>
  );
}

function Weeks({ weeks }: { weeks: Fact[] }) {
  return (
    <dl class="touches">
      {weeks.map(({ term, text }) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
