import type { WelcomeState } from '../src/protocol';
import { Action } from './example';

/** What will be measured, as long as nothing is known yet. */
export function Welcome({ welcome, quiet }: { welcome: WelcomeState; quiet: boolean }) {
  const { title, text, points, action } = welcome;
  return (
    <section class="welcome" aria-labelledby="welcome">
      <h1 id="welcome">{title}</h1>
      <p>{text}</p>
      <dl>
        {points.map(({ term, text }) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <p class="toExample">
        <Action action={action} quiet={quiet} />
      </p>
    </section>
  );
}
