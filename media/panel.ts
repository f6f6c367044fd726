import './panel.css';
import { start } from './panel/page.js';

start(document.querySelector<HTMLElement>('#page') ?? document.body);
