import '../styles/runs.css';
import type { View } from '../shared/view.ts';
import { comparison } from './comparison.ts';
import { detail } from './detail.ts';
import { list } from './list.ts';

export const runsView: View = (root, name, query) => {
  const [a, b] = [query.get('a'), query.get('b')];
  if (a && b) return comparison(root, a, b);
  return name ? detail(root, name) : list(root);
};
