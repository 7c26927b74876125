/** A colour as `getComputedStyle` tells it: red, green, blue and opacity, all of 0 to 1. */
type Colour = readonly [number, number, number, number];

/** Contrast of a colour against an opaque backdrop, both in CSS, by WCAG 2.2: 1 to 21. @param opacity besides its own. */
export function contrast(css: string, backdrop: string, opacity = 1): number {
  const below = parse(backdrop);
  const [lighter, darker] = [luminance(over(parse(css), below, opacity)), luminance(below)].sort((a, b) => b - a);
  return ((lighter ?? 0) + 0.05) / ((darker ?? 0) + 0.05);
}

function parse(css: string): Colour {
  const hex = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(css);
  if (hex) return colour(hex.slice(1).map(part => Number.parseInt(part, 16) / 255));
  const numbers = (css.match(/-?[\d.]+(?:e-?\d+)?/g) ?? []).map(Number);
  if (css.startsWith('rgb')) return colour([...numbers.slice(0, 3).map(part => part / 255), ...numbers.slice(3)]);
  if (css.startsWith('color(srgb ')) return colour(numbers);
  throw new Error(`not a colour that is understood: ${css}`);
}

function colour([red = 0, green = 0, blue = 0, alpha = 1]: readonly number[]): Colour {
  return [red, green, blue, alpha];
}

function over([red, green, blue, alpha]: Colour, below: Colour, opacity: number): Colour {
  const share = alpha * opacity;
  const mix = (above: number, under: number) => above * share + under * (1 - share);
  return [mix(red, below[0]), mix(green, below[1]), mix(blue, below[2]), 1];
}

function luminance([red, green, blue]: Colour): number {
  const linear = (part: number) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}
