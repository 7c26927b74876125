// Draws the extension's icon (icon.svg, icon.png). The drawings are committed; run this only to change them:
// node test/support/drawIcon.mjs BROWSER
import { writeFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

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

const path = points => `M${points.map(({ x, y }) => `${x.toFixed(2)} ${y.toFixed(2)}`).join('L')}`;

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
