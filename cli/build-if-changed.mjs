import { build, isBuilt } from './build.mjs';

process.exitCode = isBuilt() || (await build()) ? 0 : 1;
