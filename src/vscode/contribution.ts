/** What package.json contributes, by the names the code uses; a test holds the two together, both ways. */
export const commands = {
  showWeek: 'eddy.showWeek',
  showExample: 'eddy.showExample',
  getStarted: 'eddy.getStarted',
  reflect: 'eddy.reflect',
  copyWeekAsMarkdown: 'eddy.copyWeekAsMarkdown',
  saveWeekAsPng: 'eddy.saveWeekAsPng',
  saveWeekAsHtml: 'eddy.saveWeekAsHtml',
  startFocusSession: 'eddy.startFocusSession',
  endFocusSession: 'eddy.endFocusSession',
  pause: 'eddy.pause',
  resume: 'eddy.resume',
  showStoredData: 'eddy.showStoredData',
  correctBlock: 'eddy.correctBlock',
  exportData: 'eddy.exportData',
  importData: 'eddy.importData',
  useGitHubDates: 'eddy.useGitHubDates',
  forgetGitHubDates: 'eddy.forgetGitHubDates',
  shareWithTeam: 'eddy.shareWithTeam',
  stopSharing: 'eddy.stopSharing',
  showShared: 'eddy.showShared',
  exportTeamSums: 'eddy.exportTeamSums',
  forgetRepository: 'eddy.forgetRepository',
  eraseEverything: 'eddy.eraseEverything',
} as const;

export const viewTypes = {
  week: 'eddy.week',
} as const;

export const walkthroughId = 'getStarted';

export const statusBarItemId = 'eddy.status';

/** The glyph of the status bar item by what it says: they differ in form, for colour is the theme's. */
export const icons = {
  resting: '$(eddy-resting)',
  settling: '$(eddy-icon)',
  deep: '$(eddy-deep)',
  scattered: '$(eddy-scattered)',
  session: '$(eddy-session)',
} as const;
