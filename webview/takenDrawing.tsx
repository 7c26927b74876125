import { render } from 'preact';
import type { TakenWeek } from '../src/protocol';
import panelStyle from './panel.css' with { type: 'text' };
import takenStyle from './taken.css' with { type: 'text' };
import fileStyle from './takenFile.css' with { type: 'text' };
import { TakenPage } from './takenPage';

/** Pixels of the picture for each pixel of the page; less where it would be larger than a browser can draw. */
const scale = 2;
const mostPixels = 16_000;

/** The week as one file: it asks for nothing else, runs nothing, and prints. */
export async function htmlOf(week: TakenWeek): Promise<string> {
  return laidOut(week, false, paper => {
    const { lang, dir } = document.documentElement;
    return `<!DOCTYPE html>
<html lang="${escaped(lang || week.locale)}"${dir ? ` dir="${escaped(dir)}"` : ''}>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="${isDark() ? 'dark' : 'light'}">
<title>${escaped([week.title, ...week.about].join(' · '))}</title>
<style>
${tokens()}
${panelStyle}
${takenStyle}
${fileStyle}
</style>
</head>
<body class="${escaped(themeClasses())}">
${paper.outerHTML}
</body>
</html>
`;
  });
}

/** The week as a picture. Rejects where the browser can't draw it. */
export async function pngOf(week: TakenWeek): Promise<Blob> {
  const { source, width, height } = await laidOut(week, true, paper => {
    const { width, height } = paper.getBoundingClientRect();
    return svgOf(paper, Math.ceil(width), Math.ceil(height));
  });
  const picture = new Image();
  picture.src = source;
  await picture.decode();
  const by = Math.min(scale, mostPixels / height, mostPixels / width);
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * by);
  canvas.height = Math.round(height * by);
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob(blob => (blob ? resolve(blob) : reject(new Error('no picture came of it'))), 'image/png');
  });
}

/** The page inside an SVG, which a browser draws as a picture: what is in it loads nothing. */
function svgOf(paper: Element, width: number, height: number) {
  const style = xml(
    `${tokens()} ${panelStyle} ${takenStyle} .takenPaper { min-height: ${height}px; max-width: none; }`,
  );
  const { lang, dir } = document.documentElement;
  const page = new XMLSerializer().serializeToString(paper).replace(notOfXml, '');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><style>${style}</style>
<foreignObject width="${width}" height="${height}"><body xmlns="http://www.w3.org/1999/xhtml" lang="${xml(lang)}" dir="${xml(dir || 'ltr')}" class="${xml(themeClasses())}">${page}</body></foreignObject></svg>`;
  return { source: `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`, width, height };
}

/** Lays the page out beside the panel's own, out of sight, and takes it away again. */
async function laidOut<T>(week: TakenWeek, asPicture: boolean, use: (paper: HTMLElement) => T): Promise<T> {
  const desk = document.createElement('div');
  desk.className = 'takenDesk';
  desk.inert = true;
  const paper = document.createElement('div');
  paper.className = 'takenPaper';
  desk.append(paper);
  document.body.append(desk);
  try {
    render(<TakenPage week={week} asPicture={asPicture} />, paper);
    await drawn();
    for (const picture of paper.querySelectorAll<SVGSVGElement>('svg.picture')) fixSize(picture);
    return use(paper);
  } finally {
    render(null, paper);
    desk.remove();
  }
}

/** Charts are drawn once their width is known: they begin to be measured after a frame, and are by the end of the next. */
async function drawn(): Promise<void> {
  for (let frames = 0; frames < 2; frames++) {
    await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
  }
}

/** A chart has the size that it was drawn for, and from there on scales as a whole. */
function fixSize(picture: SVGSVGElement): void {
  if (picture.parentElement?.closest('svg')) return;
  const { width, height } = picture.getBoundingClientRect();
  picture.parentElement?.style.removeProperty('height');
  picture.setAttribute('viewBox', `0 0 ${width} ${height}`);
  picture.setAttribute('width', String(width));
  picture.setAttribute('height', String(height));
}

/** The theme's colours and fonts that the styles ask for, as they are now. */
function tokens(): string {
  const names = new Set(`${panelStyle} ${takenStyle}`.match(/--vscode-[\w-]+/g));
  const now = getComputedStyle(document.documentElement);
  const known = [...names].map(name => [name, now.getPropertyValue(name).trim()] as const);
  return `:root { ${known.flatMap(([name, value]) => (isPlain(value) ? [`${name}: ${value};`] : [])).join(' ')} }`;
}

/** Nothing that would end a declaration, or the style. */
const isPlain = (value: string) => value !== '' && !/[<>{};\\]/.test(value);

const themeClasses = () => [...document.body.classList].filter(name => name.startsWith('vscode-')).join(' ');
const isDark = () => /vscode-(dark|high-contrast)(?!-light)/.test(themeClasses()) && !/-light/.test(themeClasses());

const escaped = (text: string) =>
  text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const xml = (text: string) => escaped(text).replace(notOfXml, '');
/** Characters that no XML may hold. */
const notOfXml = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
