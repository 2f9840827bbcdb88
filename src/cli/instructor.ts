#!/usr/bin/env node
// The bin `instructor`.
import { runBin } from './bin.ts';

await runBin('instructor');
