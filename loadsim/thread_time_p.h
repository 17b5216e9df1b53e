#ifndef WEIR_LOADSIM_THREAD_TIME_P_H
#define WEIR_LOADSIM_THREAD_TIME_P_H

/* thread_time_p.h - Linux: what a thread got of the processors. */

struct ls_thread_time {
	double cpu;             /* seconds of processor time */
	double starved;         /* seconds in which it wanted a processor and others had them all; NaN = not known */
};

struct ls_thread_time ls_thread_time(void);     /* of the calling thread, so far */

#endif
