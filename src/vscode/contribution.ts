/** What package.json contributes, by the names the code uses; a test holds the two together, both ways. */
export const commands = {
  showWeek: 'eddy.showWeek',
} as const;

export const viewTypes = {
  week: 'eddy.week',
} as const;

export const statusBarItemId = 'eddy.status';

export const icon = '$(eddy-icon)';
