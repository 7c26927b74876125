import type { Table } from '../src/protocol';
import { steady } from './steady';

/** A table that scrolls sideways in its own box where the panel is narrow. */
export const DataTable = steady(function DataTable({ table, hidden = false }: { table: Table; hidden?: boolean }) {
  const content = (
    <table>
      <caption>{table.caption}</caption>
      <thead>
        <tr>
          {table.columns.map(column => (
            <th key={column} scope="col">
              <bdi>{column}</bdi>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.map(([heading, ...cells]) => (
          <tr key={`${heading} ${cells[0]}`}>
            <th scope="row">
              <bdi>{heading}</bdi>
            </th>
            {cells.map((cell, index) => (
              <td key={table.columns[index + 1]}>
                <bdi>{cell}</bdi>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
  if (hidden) return <div class="unseen">{content}</div>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reachable by keyboard.
    <section class="scroller" aria-label={table.caption} tabIndex={0}>
      {content}
    </section>
  );
});
