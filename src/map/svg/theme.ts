// Colours and fonts of the SVG: light, dark, or whichever its reader's screen is.

export type Theme = 'light' | 'dark' | 'auto';

/** Sizes in px. The width of a character is that of every usual monospaced font at this size. */
export const FONT = { size: 13, column: 7.83, row: 22, title: 14 } as const;

interface Palette {
  readonly ground: string;
  readonly frame: string;
  readonly edge: string;
  readonly text: string;
  readonly dim: string;
  readonly up: string;
  readonly down: string;
  readonly bridge: string;
  readonly missing: string;
  readonly wrong: string;
}

/** Both pass WCAG 2.2 AA for text (4.5:1) on ground and frame. */
const LIGHT: Palette = {
  ground: '#ffffff',
  frame: '#f6f8fa',
  edge: '#8c959f',
  text: '#1f2328',
  dim: '#59636e',
  up: '#1a7f37',
  down: '#9a6700',
  bridge: '#0969da',
  missing: '#9a6700',
  wrong: '#cf222e',
};

const DARK: Palette = {
  ground: '#0d1117',
  frame: '#161b22',
  edge: '#6e7681',
  text: '#e6edf3',
  dim: '#9198a1',
  up: '#3fb950',
  down: '#d29922',
  bridge: '#58a6ff',
  missing: '#d29922',
  wrong: '#ff7b72',
};

/** Plain selectors only: not every program that draws SVG knows variables. */
export function styleSheet(theme: Theme): string {
  const sheet = [...SHAPES, ...colours(theme === 'dark' ? DARK : LIGHT)];
  if (theme === 'auto') {
    sheet.push('@media (prefers-color-scheme: dark) {', ...colours(DARK), '}');
  }
  return sheet.join('\n');
}

// A quoted name first: resvg 2.6 reads no list that begins with a bare word and goes on with a quoted one.
const MONO =
  '"DejaVu Sans Mono", "Liberation Mono", Menlo, Consolas, "Noto Sans Mono CJK JP", monospace';
const SANS = '"DejaVu Sans", "Liberation Sans", "Noto Sans CJK JP", system-ui, sans-serif';

const SHAPES = [
  `text { font-family: ${MONO}; font-size: ${FONT.size}px; }`,
  `.title { font-family: ${SANS}; font-size: ${FONT.title}px; font-weight: bold; }`,
  '.bold { font-weight: bold; }',
  '.cable, .bar { fill: none; stroke-width: 2; }',
  '.bar { stroke-width: 4; stroke-linecap: round; stroke-linejoin: round; }',
  '.plug { stroke-width: 2; }',
  '.dashed { stroke-dasharray: 5 4; }',
];

function colours(of: Palette): string[] {
  return [
    `.ground { fill: ${of.ground}; }`,
    `.frame { fill: ${of.frame}; stroke: ${of.edge}; }`,
    `.frame.missing { stroke: ${of.missing}; }`,
    `.frame.wrong { stroke: ${of.wrong}; }`,
    `text { fill: ${of.text}; }`,
    `.dim { fill: ${of.dim}; }`,
    `.yellow { fill: ${of.missing}; }`,
    `.red { fill: ${of.wrong}; }`,
    `.cable { stroke: ${of.edge}; }`,
    `.cable.up { stroke: ${of.up}; }`,
    `.cable.missing { stroke: ${of.missing}; }`,
    `.cable.wrong { stroke: ${of.wrong}; }`,
    `.bar { stroke: ${of.bridge}; }`,
    `.bar.missing { stroke: ${of.missing}; }`,
    `.plug { fill: ${of.frame}; stroke: ${of.down}; }`,
    `.plug.up { fill: ${of.up}; stroke: ${of.up}; }`,
    `.plug.missing { stroke: ${of.missing}; }`,
  ];
}
