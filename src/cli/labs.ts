#!/usr/bin/env node
// The bin `labs`.
import { runBin } from './bin.ts';

await runBin('labs');
