import { parseObject } from './spanLine';

/** JSON in ASCII, with the end of the line: a file of such lines can be read a character a byte. */
export function asciiLine(value: object): string {
  const text = JSON.stringify(value);
  return `${text.replace(/[\x7f-\uffff]/g, each => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`;
}

/** The first line of a file of that name. */
export function fileHeader(eddy: string, version: number): string {
  return asciiLine({ eddy, version });
}

/** Whether the header of such a file tells of this version; `null` where a line is none. */
export function isOwnHeader(line: string, name: string, ownVersion: number): boolean | null {
  const { eddy, version } = parseObject(line);
  return eddy === name && typeof version === 'number' ? version === ownVersion : null;
}
