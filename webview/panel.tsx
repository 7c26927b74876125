import { render } from 'preact';

render(<h1>Eddy</h1>, document.body);
