/** Names the file into which the witness writes how long Eddy took to load and to activate. */
export const MEASURED_VARIABLE = 'EDDY_TEST_MEASURED';
