import { defineConfig, globalIgnores } from 'eslint/config';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** What runs at a terminal, and so may write to it. */
const TERMINAL = [
  'src/main.ts',
  'src/cli.ts',
  'src/startup-report.ts',
  'seed/assign-codes.ts',
  'test/bench/**',
];

export default defineConfig(
  globalIgnores(['**/dist/', '.data/', 'node_modules/', 'coverage/', 'web/src/api/generated/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // What the code says with a decorator, it need not say with a member.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      // Inline, as everywhere here; a decorated signature whose type must vanish whole takes `import type`.
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // `as T` on what cannot be missing: the other way to say it, `!`, is the one that is forbidden.
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      // Classes that describe GraphQL types and rows describe plain objects: nothing constructs them.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // What a statement returns, only its caller knows: `query<Row[]>`, as TypeORM has it.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
    },
  },
  { files: ['**/*.{ts,tsx}'], rules: { 'max-lines': ['error', 400] } },
  { files: ['{src,web}/**/*.{ts,tsx}'], ignores: ['**/*.spec.ts'], rules: { 'max-lines': ['error', 250] } },
  { files: ['web/src/**/*.{ts,tsx}'], extends: [reactHooks.configs.flat.recommended] },
  {
    // The texts of one language say the types for the others.
    files: ['web/src/**/texts/zh.ts'],
    rules: { '@typescript-eslint/explicit-module-boundary-types': 'off', 'max-lines': ['error', 400] },
  },
  { files: ['web/src/texts/en.ts'], rules: { 'max-lines': ['error', 400] } },
  {
    // Tests look freely into the answers that they expect.
    files: ['test/**/*.ts', '**/*.spec.ts'],
    rules: {
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/restrict-plus-operands': ['error', { allowAny: true }],
      // By code point is how they take a text apart.
      '@typescript-eslint/no-misused-spread': 'off',
    },
  },
  { files: ['**/*.mjs'], extends: [tseslint.configs.recommended, tseslint.configs.disableTypeChecked] },
  { files: TERMINAL, rules: { 'no-console': 'off' } },
);
