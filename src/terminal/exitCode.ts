/** What the process ends with. */
export const exitCode = { done: 0, unreadableRepository: 1, badArguments: 2 } as const;
