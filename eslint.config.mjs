// Type-checked strict rules, and the layers as rules: core ← node ← cli, core ← protocol ← media, extension on top.
import prettier from 'eslint-config-prettier';
import { configs as regexp } from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';

/** Forbids imports by pattern in a layer, and says why. */
function layer(folder, message, patterns) {
  return {
    files: [`${folder}/**/*.ts`],
    rules: { 'no-restricted-imports': ['error', { patterns: [{ group: patterns, message }] }] },
  };
}

export default tseslint.config(
  { ignores: ['dist/', 'build/', 'node_modules/', '.langbench/', '.vscode-test/', 'test/fixtures/'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked, regexp['flat/recommended']],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': 'error',
      eqeqeq: 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector:
            ':matches(PropertyDefinition, MethodDefinition[kind!="constructor"], TSParameterProperty)[accessibility]',
          message: 'What is private is named #so.',
        },
      ],
    },
  },
  { files: ['**/*.mjs'], extends: [tseslint.configs.recommended, tseslint.configs.disableTypeChecked] },
  layer('src/core', 'The core is pure: no editor, no Node.js, no page, no other layer.', [
    'vscode',
    'node:*',
    'execa',
    'chart.js',
    '**/node/**',
    '**/cli/**',
    '**/protocol/**',
    '**/extension/**',
    '**/media/**',
  ]),
  layer('src/node', 'The node layer knows the core alone.', [
    'vscode',
    '**/cli/**',
    '**/protocol/**',
    '**/extension/**',
    '**/media/**',
  ]),
  layer('src/cli', 'The command line stands on core and node.', [
    'vscode',
    '**/protocol/**',
    '**/extension/**',
    '**/media/**',
  ]),
  layer('src/protocol', 'The protocol stands on the core alone.', [
    'vscode',
    'node:*',
    '**/node/**',
    '**/cli/**',
    '**/extension/**',
    '**/media/**',
  ]),
  layer('src/extension', 'The extension does not use the command line or the page.', ['**/cli/**', '**/media/**']),
  layer('media', 'The page stands on core and protocol.', [
    'vscode',
    'node:*',
    '**/node/**',
    '**/cli/**',
    '**/extension/**',
  ]),
  prettier,
);
