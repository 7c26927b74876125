/** Names the file into which the scopes of each session are written that is made, a line each. */
export const SIGN_IN_VARIABLE = 'EDDY_TEST_SIGN_IN';
/** What a session gives. */
export const SIGNED_IN_TOKEN = 'right';
