/** The addresses that the panel's page is made of, as the webview resolves them. */
export interface PanelPageParts {
  cspSource: string;
  script: string;
  style: string;
  /** BCP 47 tag: it tells a screen reader which voice to take. */
  language: string;
  title: string;
}

/** Languages that are written from right to left. */
const fromTheRight = /^(ar|ckb|dv|fa|he|iw|ps|sd|ug|ur|yi)\b/i;

/** The toolkit makes one empty `<style>` element; this is the hash of the empty text. */
const emptyStyle = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

/** The panel's page: no inline script, style or data; everything it shows comes in messages. */
export function panelPage({ cspSource, script, style, language, title }: PanelPageParts): string {
  const policy = [
    "default-src 'none'",
    `script-src ${cspSource}`,
    `style-src ${cspSource} ${emptyStyle}`,
    `font-src ${cspSource}`,
    // The picture of a week is drawn from an address that holds it.
    `img-src ${cspSource} data:`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${escaped(language)}" dir="${fromTheRight.test(language) ? 'rtl' : 'ltr'}">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${escaped(title)}</title>
  <link rel="stylesheet" href="${escaped(style)}">
</head>
<body>
  <main id="panel"></main>
  <script src="${escaped(script)}"></script>
</body>
</html>`;
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
