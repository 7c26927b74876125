// Draws the icon (icon.svg, icon.png) and the glyph of the status bar (eddy-icon.woff) from one spiral. The drawings are
// committed; run this only to change them: npm install --no-save svg2ttf ttf2woff && node test/support/drawIcon.mjs BROWSER
import { writeFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import svg2ttf from 'svg2ttf';
import ttf2woff from 'ttf2woff';

const here = name => new URL(`../../media/${name}`, import.meta.url);

/** Water comes in from the left, flows along the bottom, and turns inwards: points of the middle line. */
function stream({ x, y, radius, inner, turns, inflow, steps = 160 }) {
  const start = { x: x - inflow, y: y + radius };
  const turn = Array.from({ length: steps + 1 }, (_, step) => {
    const angle = (step / steps) * turns * 2 * Math.PI;
    const r = radius - (radius - inner) * (step / steps);
    return { x: x + r * Math.sin(angle), y: y + r * Math.cos(angle) };
  });
  return [start, ...turn];
}

/** The outline of a line of this width with round ends, for fonts know no strokes. */
function outline(points, width) {
  const half = width / 2;
  const angles = points.map((_, at) => {
    const [a, b] = [points[Math.max(0, at - 1)], points[Math.min(points.length - 1, at + 1)]];
    return Math.atan2(b.y - a.y, b.x - a.x);
  });
  const side = (at, turned) => ({
    x: points[at].x + half * Math.cos(angles[at] + turned),
    y: points[at].y + half * Math.sin(angles[at] + turned),
  });
  const cap = (at, from) => Array.from({ length: 9 }, (_, step) => side(at, from + (step / 8) * Math.PI));
  const indexes = points.map((_, at) => at);
  return [
    ...indexes.map(at => side(at, -Math.PI / 2)),
    ...cap(points.length - 1, -Math.PI / 2),
    ...indexes.reverse().map(at => side(at, Math.PI / 2)),
    ...cap(0, Math.PI / 2),
  ];
}

const path = points => `M${points.map(({ x, y }) => `${x.toFixed(2)} ${y.toFixed(2)}`).join('L')}`;

// The glyph, drawn on 16 units and turned upside down, for in a font up is positive.
const glyph = outline(stream({ x: 8.6, y: 7.8, radius: 6, inner: 0.9, turns: 1.62, inflow: 7.4 }), 1.3);
const inFont = glyph.map(({ x, y }) => ({ x: (x * 1000) / 16, y: 1000 - (y * 1000) / 16 }));
const font = `<svg xmlns="http://www.w3.org/2000/svg"><defs><font id="eddy" horiz-adv-x="1000">
<font-face font-family="eddy" units-per-em="1000" ascent="1000" descent="0"/><missing-glyph horiz-adv-x="1000"/>
<glyph glyph-name="eddy" unicode="&#xE001;" horiz-adv-x="1000" d="${path(inFont)}z"/></font></defs></svg>`;
writeFileSync(here('eddy-icon.woff'), ttf2woff(svg2ttf(font, { ts: 0 }).buffer));

const eddy = stream({ x: 136, y: 116, radius: 68, inner: 12, turns: 1.68, inflow: 108 });
const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256" width="256" height="256">
  <title>Eddy</title>
  <linearGradient id="depth" x2="0" y2="1">
    <stop stop-color="#2b6f8f"/>
    <stop offset="1" stop-color="#173f5f"/>
  </linearGradient>
  <rect width="256" height="256" rx="56" fill="url(#depth)"/>
  <g fill="none" stroke="#e6f3f8" stroke-linecap="round" stroke-linejoin="round">
    <path stroke-width="14" d="${path(eddy)}"/>
    <path stroke-width="8" opacity=".45" d="M28 211C76 211 108 213 146 209S204 190 226 158"/>
  </g>
</svg>
`;
writeFileSync(here('icon.svg'), svg);

const browser = await chromium.launch({ executablePath: process.argv[2], args: ['--no-sandbox'] });
const page = await browser.newPage({ viewport: { width: 256, height: 256 } });
await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${svg}`);
await page.screenshot({ path: here('icon.png').pathname, omitBackground: true });
await browser.close();
