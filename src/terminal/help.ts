/** What `eddy --help` prints: at most 80 columns, ends with a line break. */
export const helpText = `Eddy: where your work flows and where it turns back, week by week, out of git.

Usage: eddy report [options]
       eddy team simulate [options]

Report:
  --repo PATH          any folder inside the repository (default: this one)
  --weeks N            how many weeks, the running one included: 1 to 520
                       (default: 12)
  --until TIME         the end of a date (2026-11-03), or an instant
                       (2026-11-03T18:00Z); default: now, and never later
  --time-zone ZONE     IANA name, like Europe/Berlin (default: this machine's)
  --day-start HH:MM    when a day starts; work before it belongs to the day
                       before (default: 04:00)
  --author ADDRESS     one more e-mail address of yours; may be given again
  --all-authors        sums over everybody's lines, and nobody's name
  --plain              leave nothing out: count moved, blank, generated and
                       copied lines too
  --no-cache           read everything anew, and keep nothing
  --storage FOLDER     add the focus that Eddy recorded in VS Code, which names
                       the folder: "Eddy: Show Stored Data"

Team simulate: people who do not exist share whole weeks with each other, over
a real repository, to see how it works.
  --people N           how many: 1 to 60 (default: 8)
  --weeks N            1 to 52 (default: 6)
  --remote PATH        a bare repository to share over: only refs/eddy/ is
                       written, and left empty; default: one of its own
  --seed WORD          another one makes other weeks (default: 1)

  --json               the result as JSON
  --help, --version

Nothing leaves this machine. Exit codes: 0 done, 1 the repository could not be
read or used, 2 an argument was not understood.
`;
