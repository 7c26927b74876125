import { shownName } from '../text/shownName';

/** Characters of a name. */
const most = 100;

/**
 * A name for each repository, in the order given: the last folder of its path, with as many folders before it as it
 * takes to tell those of one name apart. Fit to be shown.
 * @param roots different absolute paths with `/` between folders.
 */
export function repositoryNames(roots: readonly string[]): string[] {
  const paths = roots.map(root => root.split('/').filter(folder => folder !== ''));
  return paths.map((path, at) => {
    const others = paths.filter((_, other) => other !== at);
    for (let length = 1; length < path.length; length++) {
      const name = path.slice(-length).join('/');
      if (others.every(other => other.slice(-length).join('/') !== name)) return shownName(name, most);
    }
    return shownName(path.join('/'), most) || '/';
  });
}
