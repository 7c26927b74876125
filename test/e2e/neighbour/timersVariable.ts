/** Names the file into which the neighbour writes, a line each, the milliseconds of the timers that Eddy sets. */
export const TIMERS_VARIABLE = 'EDDY_TEST_TIMERS';
