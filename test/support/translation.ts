export { english } from '../../src/text/english';
