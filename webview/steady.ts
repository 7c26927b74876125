import { Component, type FunctionComponent, h } from 'preact';
import { isSame } from './shared';

/** A component that is only drawn again where one of its properties is another. */
export function steady<P extends object>(component: FunctionComponent<P>): FunctionComponent<P> {
  class Steady extends Component<P> {
    override shouldComponentUpdate(next: P): boolean {
      return !isSame(this.props, next);
    }
    override render() {
      return h(component, this.props as P);
    }
  }
  return props => h(Steady, props);
}
