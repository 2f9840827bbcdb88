// The signs of a text picture, and what stands for them where a terminal knows ASCII only.

export interface Signs {
  readonly plug: Readonly<Record<'up' | 'down' | 'missing', string>>;
  readonly wrong: string;
  readonly missing: string;
  /** Before what is left to do, below the picture. */
  readonly open: string;
  /** Before a bridge's name, before its ports, and between them; solid, and dashed for what is missing. */
  readonly bar: Readonly<Record<'head' | 'port' | 'last' | 'none' | 'between', string>>;
  readonly dashedBar: Readonly<Record<'head' | 'port' | 'last' | 'none' | 'between', string>>;
  readonly arrow: string;
}

export const UNICODE: Signs = {
  plug: { up: '●', down: '○', missing: '○' },
  wrong: '✘',
  missing: '?',
  open: '·',
  bar: { head: '┏━ ', port: '┣━ ', last: '┗━ ', none: '┗╸ ', between: '┃' },
  dashedBar: { head: '┌╌ ', port: '├╌ ', last: '└╌ ', none: '└╴ ', between: '╎' },
  arrow: '→',
};

export const ASCII: Signs = {
  plug: { up: '*', down: 'o', missing: 'o' },
  wrong: 'x',
  missing: '?',
  open: '-',
  bar: { head: '#= ', port: '#= ', last: '#= ', none: '#  ', between: '#' },
  dashedBar: { head: ':. ', port: ':. ', last: ':. ', none: ':  ', between: ':' },
  arrow: '->',
};
