/** Names the file into which the extension host writes what the tests print, where the host's own console goes elsewhere. */
export const OUTPUT_VARIABLE = 'EDDY_TEST_OUTPUT';
