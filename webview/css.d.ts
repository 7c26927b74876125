/** Bundled beside the script by esbuild; its text where it is imported as that. */
declare module '*.css' {
  const text: string;
  // biome-ignore lint/style/noDefaultExport: so it is imported.
  export default text;
}
