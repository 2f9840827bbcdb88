// The spinner, loaded when work on a terminal lasts: 40 ms that a quick command must not pay.
export { default as ora } from 'ora';
