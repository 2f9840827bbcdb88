// What every quick command needs, as one part of the bundle: each file more would cost a millisecond at the start.
import './bin.ts';
import './commands/hint.ts';
import './commands/list.ts';
import './commands/next.ts';
import './commands/show.ts';
import '../host/atomic-write.ts';
import '../host/course-files.ts';
import '../host/lock.ts';
import '../ui/messages/en/index.ts';
