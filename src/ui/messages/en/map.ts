// English: what `labs map` says around its pictures.

export const map = {
  away: (why: string) => `${why} Waiting for it…`,
  followEnds: 'Drawn anew when something changes. Ctrl-C ends it.',
  written: (file: string) => `Written: ${file}`,
  noFont:
    'No font of this computer has Japanese characters, so the PNG shows boxes in their place. Debian: sudo apt install fonts-noto-cjk. An SVG (--svg) is shown with the fonts of its reader.',
};
