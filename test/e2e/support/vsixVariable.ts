/** Names the packed extension that the end-to-end tests install. */
export const VSIX_VARIABLE = 'EDDY_TEST_VSIX';
