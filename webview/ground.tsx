import type { Fact, GroundState } from '../src/protocol';
import { Disclosure } from './disclosure';
import { Measured } from './measured';
import { steady } from './steady';

/** What was new to the person, what was old, and the way in. */
export const Ground = steady(function Ground({ ground }: { ground: GroundState }) {
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
              <Disclosure class="folded" name="ground weeks" title={folded.title}>
                <Weeks weeks={folded.weeks} />
              </Disclosure>
            )}
          </div>
        )}
        <div class={weeks.length > 0 ? 'aside' : 'aside alone'}>
          <Told {...oldCode} />
          {wayIn && <Told {...wayIn} />}
        </div>
      </div>
      <Measured of="ground" measured={measured} />
    </section>
  );
});

function Told({ title, text }: { title: string; text: string }) {
  return (
    <div>
      <h3>{title}</h3>
      <p>{text}</p>
    </div>
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
