// The three prompts in use, so that the bundle holds no others. Loaded only when something is asked.
export { confirm, input, select } from '@inquirer/prompts';
