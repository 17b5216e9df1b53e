#ifndef WEIR_PROFILER_RUNNER_P_H
#define WEIR_PROFILER_RUNNER_P_H

/* runner_p.h - the text of python/runner.py, NUL-ended. */
extern const char pf_runner_text[];

#endif
