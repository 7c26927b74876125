import type { DeepStarts, FlowEvidence } from '../src/protocol';
import { useWidth } from './elementWidth';
import { Figures } from './figures';
import { steady } from './steady';
import { labelGap } from './weekLabels';

/** The week in numbers: figures, when deep blocks begin, and in what kind of file the time went. */
export const FlowFigures = steady(function FlowFigures({
  evidence: { figures, starts, kinds },
}: {
  evidence: FlowEvidence;
}) {
  return (
    <>
      <Figures figures={figures} />
      <div class="pair">
        <div>
          <h3>{starts.title}</h3>
          <p>{starts.text}</p>
          <p class="unseen">{starts.spoken}</p>
          {starts.spoken && <Hours hours={starts.hours} />}
        </div>
        <div>
          <h3>{kinds.title}</h3>
          <dl class="kinds">
            {kinds.bars.map(({ label, share, text }) => (
              <div key={label} class="kind">
                <dt>{label}</dt>
                <dd>{text}</dd>
                <svg class="bar" width="100%" height={6} aria-hidden="true">
                  <rect class="rest" width="100%" height={6} rx={2} />
                  <rect class="share" width={`${100 * share}%`} height={6} rx={2} />
                </svg>
              </div>
            ))}
          </dl>
        </div>
      </div>
    </>
  );
});

/** Pixels of the histogram. */
const column = 11;
const height = 56;
/** Between two labels; and hours from one to the next. */
const leastGap = 4;
const steps = [6, 12];

function Hours({ hours }: { hours: DeepStarts['hours'] }) {
  const [ref, , roomFor] = useWidth();
  // The first of them begins where its hour does.
  const room =
    1.5 *
      (roomFor(
        hours.map(({ text }) => text),
        labelGap,
      ) -
        labelGap) +
    leastGap;
  const every = steps.find(each => each * column >= room) ?? hours.length;
  const most = Math.max(1, ...hours.map(({ count }) => count));
  return (
    <div ref={ref}>
      <svg class="picture starts" width={column * hours.length} height={height + 22} aria-hidden="true">
        {hours.map(({ text, count }, index) => {
          const bar = (count / most) * (height - 4);
          return count > 0 ? (
            <rect
              key={text}
              class="deep"
              x={index * column + 1}
              y={height - bar}
              width={column - 2}
              height={bar}
              rx={1}
            />
          ) : null;
        })}
        <line class="axis" x1={0} x2={column * hours.length} y1={height + 0.5} y2={height + 0.5} />
        {hours.map(
          ({ text }, index) =>
            index % every === 0 && (
              <g key={text}>
                <line class="axis" x1={index * column} x2={index * column} y1={height} y2={height + 4} />
                <text class="tick" x={index * column} y={height + 18} text-anchor={index === 0 ? 'start' : 'middle'}>
                  {text}
                </text>
              </g>
            ),
        )}
      </svg>
    </div>
  );
}
