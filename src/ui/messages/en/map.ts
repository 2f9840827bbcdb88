// English: what `labs map` says around its pictures.

export const map = {
  away: (why: string) => `${why} Waiting for it…`,
  followEnds: 'Drawn anew when something changes. Ctrl-C ends it.',
  written: (file: string) => `Written: ${file}`,
};
