import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { commands, icons, viewTypes, walkthroughId } from '../../src/vscode/contribution';
import { type SettingName, settings } from '../../src/vscode/settingValue';
import { repositoryRoot } from '../support/repositoryRoot';

interface Manifest {
  readonly main: string;
  readonly icon: string;
  readonly engines: { readonly vscode: string };
  readonly activationEvents: readonly string[];
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly configuration: readonly SettingGroup[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly when?: string }[]>>;
    readonly icons: Readonly<Record<string, { readonly default: Glyph }>>;
    readonly walkthroughs: readonly Walkthrough[];
  };
}

interface Walkthrough {
  readonly id: string;
  readonly when: string;
  readonly steps: readonly {
    readonly description: string;
    readonly media: { readonly svg: string };
    readonly completionEvents: readonly string[];
  }[];
}

interface Glyph {
  readonly fontPath: string;
  readonly fontCharacter: string;
}

/** A group with a title of its own on the settings page. */
interface SettingGroup {
  readonly title: string;
  readonly order: number;
  readonly properties: Readonly<Partial<Record<SettingName, Setting>>>;
}

interface Setting {
  readonly order: number;
  readonly default: unknown;
  readonly scope: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
}

const text = readFileSync(path.join(repositoryRoot, 'package.json'), 'utf8');
const manifest: Manifest = JSON.parse(text);
const nls: Record<string, string> = JSON.parse(readFileSync(path.join(repositoryRoot, 'package.nls.json'), 'utf8'));
const { contributes } = manifest;
const groups = contributes.configuration;
const properties = Object.assign({}, ...groups.map(group => group.properties)) as Record<SettingName, Setting>;
const sorted = (names: Iterable<string>) => [...names].sort();

describe('the manifest', () => {
  it('contributes the commands of the code, and no others', () => {
    const contributed = contributes.commands.map(({ command }) => command);
    assert.deepEqual(sorted(contributed), sorted(Object.values(commands)));
  });

  it('contributes the settings of the code, and no others', () => {
    assert.deepEqual(sorted(Object.keys(properties)), sorted(Object.keys(settings)));
  });

  it('puts each setting into one titled group, in an order', () => {
    const orders = groups.map(({ order }) => order);
    assert.deepEqual(orders, [...new Set(orders)].sort());
    assert.equal(new Set(groups.map(({ title }) => title)).size, groups.length);
    assert.equal(groups.flatMap(group => Object.keys(group.properties)).length, Object.keys(properties).length);
    for (const group of groups) {
      const places = Object.values(group.properties).map(({ order }) => order);
      assert.deepEqual(
        places,
        places.map((_, index) => index + 1),
        group.title,
      );
    }
  });

  it('has menus of commands and settings that there are', () => {
    for (const { command, when = '' } of Object.values(contributes.menus).flat()) {
      assert.ok(Object.values<string>(commands).includes(command), command);
      for (const [, name = ''] of when.matchAll(/\bconfig\.(eddy[\w.]*)/g))
        assert.ok(Object.hasOwn(settings, name), name);
    }
  });

  for (const name of Object.keys(settings) as SettingName[]) {
    it(`has the default of the code for ${name}, and one that fits`, () => {
      const { parse, fallback } = settings[name];
      assert.deepEqual(properties[name].default, fallback);
      assert.deepEqual(parse(fallback), fallback);
    });
  }

  it('lets the person set what the code takes, and nothing else', () => {
    const { minimum = 0, maximum = 0 } = properties['eddy.weeks'];
    const { parse } = settings['eddy.weeks'];
    assert.deepEqual([minimum, maximum], [parse(minimum), parse(maximum)]);
    assert.deepEqual([parse(minimum - 1), parse(maximum + 1)], [12, 12]);
    const clocks = ['00:00', '04:00', '19:59', '23:59', '24:00', '4:00', '04:60', ''];
    const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday', 'friday', ''];
    const times = weekdays.flatMap(weekday => clocks.map(clock => `${weekday} ${clock}`));
    for (const [name, values] of [
      ['eddy.dayStart', clocks],
      ['eddy.reflection.from', [...times, 'Friday', 'Friday 15:00 ']],
    ] as const) {
      const pattern = new RegExp(properties[name].pattern ?? '');
      for (const value of values) assert.equal(pattern.test(value), settings[name].parse(value) === value, value);
    }
  });

  it('lets no repository say whose commits are the person’s', () => {
    assert.equal(properties['eddy.authors'].scope, 'application');
  });

  it('has a text for each key, and a key for each text', () => {
    const used = [...text.matchAll(/"%([^"%]+)%"/g)].flatMap(([, key]) => (key === undefined ? [] : [key]));
    assert.deepEqual(sorted(new Set(used)), sorted(Object.keys(nls)));
    for (const [key, value] of Object.entries(nls)) assert.notEqual(value.trim(), '', key);
  });

  describe('of the walkthrough', () => {
    const [walkthrough] = contributes.walkthroughs;
    assert.ok(walkthrough);
    const files = readdirSync(repositoryRoot).filter(name => /^package\.nls\b.*\.json$/.test(name));
    const languages = files.map(name => JSON.parse(readFileSync(path.join(repositoryRoot, name), 'utf8')));

    it('is the one that the code opens, and is not opened by VS Code alone', () => {
      assert.deepEqual([walkthrough.id, walkthrough.when], [walkthroughId, 'eddy.active']);
    });

    it('has steps that are done by what there is', () => {
      assert.ok(walkthrough.steps.length >= 4 && walkthrough.steps.length <= 6);
      for (const event of walkthrough.steps.flatMap(step => step.completionEvents)) {
        const [kind, name = ''] = event.split(':');
        if (kind === 'onCommand') assert.ok(Object.values<string>(commands).includes(name), name);
        else if (kind === 'onSettingChanged') assert.ok(Object.hasOwn(settings, name), name);
        else assert.equal(event, 'stepSelected');
      }
    });

    it('leads to commands and settings that there are, the same in each language', () => {
      for (const { description } of walkthrough.steps) {
        const [english = [], ...others] = languages.map(texts =>
          [...texts[description.slice(1, -1)].matchAll(/\]\(command:([^)]+)\)/g)].map(([, link = '']) => link),
        );
        for (const links of others) assert.deepEqual(links, english, description);
        for (const [name = '', query = '["eddy.weeks"]'] of english.map(link => link.split('?'))) {
          if (name !== 'workbench.action.openSettings') assert.ok(Object.values<string>(commands).includes(name), name);
          const [setting] = JSON.parse(decodeURIComponent(query));
          assert.ok(Object.hasOwn(settings, setting), setting);
        }
      }
    });

    it('has a drawing for each step in the colours of the theme, and a step for each drawing', () => {
      const drawn = walkthrough.steps.map(({ media }) => media.svg);
      const folder = path.join('media', 'walkthrough');
      assert.deepEqual(
        sorted(drawn),
        sorted(readdirSync(path.join(repositoryRoot, folder)).map(name => `${folder}/${name}`)),
      );
      for (const file of drawn) {
        const drawing = readFileSync(path.join(repositoryRoot, file), 'utf8');
        assert.match(drawing, /var\(--vscode-/, file);
        assert.doesNotMatch(drawing, /(?:fill|stroke)="#/, file);
      }
    });
  });

  it('contributes the icons that the code shows, out of files that are there', () => {
    assert.deepEqual(sorted(Object.keys(contributes.icons).map(id => `$(${id})`)), sorted(Object.values(icons)));
    for (const { default: glyph } of Object.values(contributes.icons)) {
      assert.ok(existsSync(path.join(repositoryRoot, glyph.fontPath)));
    }
    assert.ok(existsSync(path.join(repositoryRoot, manifest.icon)));
  });

  it('has a drawing for each glyph, and a glyph for each drawing', () => {
    const glyphs = Object.values(contributes.icons).map(({ default: { fontCharacter } }) => fontCharacter.slice(1));
    const drawings = readdirSync(path.join(repositoryRoot, 'media', 'glyphs'));
    assert.deepEqual(
      sorted(drawings.map(file => /^u([0-9A-F]{4})-[a-z]+\.svg$/.exec(file)?.[1] ?? file)),
      sorted(glyphs),
    );
  });

  it('wakes up to bring its panels back', () => {
    for (const viewType of Object.values(viewTypes)) {
      assert.ok(manifest.activationEvents.includes(`onWebviewPanel:${viewType}`));
    }
  });

  it('is compiled against the least version of VS Code that it says it works with', () => {
    assert.equal(manifest.engines.vscode, `^${manifest.devDependencies['@types/vscode']}`);
  });
});
