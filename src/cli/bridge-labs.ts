#!/usr/bin/env node
// The bin `bridge-labs`.
import { runBin } from './bin.ts';

await runBin('bridge-labs');
