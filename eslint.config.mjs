// Types-aware lint: a promise nobody awaits is an error. The core may not import Node.
import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

const coreFolders = ['src/course', 'src/observe', 'src/checks', 'src/progress', 'src/ui/messages'];
const outerFolders = ['ssh', 'machines', 'cli', 'author', 'instructor', 'host'];

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'coverage/', 'scripts/', 'eslint.config.mjs'] },
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      'no-control-regex': 'off',
    },
  },
  {
    // The core runs anywhere, also in a browser tab: no Node, no outer part.
    files: coreFolders.map((folder) => `${folder}/**/*.ts`),
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^node:',
              message: 'the core imports nothing of Node (design: the core runs anywhere)',
            },
            {
              regex: `^\\.\\./(\\.\\./)?(${outerFolders.join('|')})/`,
              message: 'the core does not import the outer parts',
            },
            {
              regex: '^(ssh2|execa|proper-lockfile|write-file-atomic|env-paths|ora|@inquirer)',
              message: 'Node-only package in the core',
            },
          ],
        },
      ],
      'no-restricted-globals': [
        'error',
        'process',
        'Buffer',
        'setTimeout',
        'setInterval',
        '__dirname',
        'require',
      ],
    },
  },
  prettier,
);
