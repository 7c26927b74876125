/** A view that is stored with each change. That of the example is apart from the person's own, and not stored. */
export class KeptView<V extends object> {
  /** The person's own, while the example is shown in its place. */
  private own: V | null = null;

  /** @param current is changed in place, whosever view it is. @param fresh what the example's begins as. */
  constructor(
    readonly current: V,
    private readonly fresh: Readonly<V>,
    private readonly store: (view: V) => void,
  ) {}

  keep(change: Partial<V>): void {
    Object.assign(this.current, change);
    if (!this.own) this.store(this.current);
  }

  /**
   * The person's own comes back as it was.
   * @param first what the example's view differs in from a fresh one.
   * @returns whether one took the other's place.
   */
  keepExampleApart(isExample: boolean, first: Partial<V>): boolean {
    const { own } = this;
    if (isExample === (own !== null)) return false;
    this.own = isExample ? { ...this.current } : null;
    Object.assign(this.current, own ?? { ...this.fresh, ...first });
    return true;
  }
}
