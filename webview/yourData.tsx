import type { DataState } from '../src/protocol';
import { Command } from './command';
import { steady } from './steady';

/** What is stored, and what can be done with it. */
export const YourData = steady(function YourData({ data: { title, text, buttons } }: { data: DataState }) {
  return (
    <section class="apart data" aria-labelledby="data">
      <h2 id="data">{title}</h2>
      <p>{text}</p>
      <p class="buttons">
        {buttons.map(button => (
          <Command key={button.command} {...button} />
        ))}
      </p>
    </section>
  );
});
