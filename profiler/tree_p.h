#ifndef WEIR_PROFILER_TREE_P_H
#define WEIR_PROFILER_TREE_P_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* tree_p.h - what a process tree takes at this moment, from /proc (Linux). */

struct pf_tree {
	size_t processes, threads, files;       /* files: open descriptors */
	double cpu;                     /* seconds so far, of the living and of the children that they waited for */
	double rss;                     /* bytes; pages that processes share are counted in each */
	double pss;                     /* bytes; each process has its part of shared pages.  NaN where not asked or told */
	double switches;                /* of context, so far, by the living threads */
	double read_bytes, written_bytes;       /* asked for by calls so far, as with cpu */
};

/*
 * The sum over all descendants of root, without root itself.  What ends or
 * starts while it is read may be missed.  A process that has ended and was
 * not waited for still counts with its CPU time.  All zero where there is no /proc.
 * With pss the kernel goes through the page tables of every process, which takes time in proportion to
 * their memory, and stops them meanwhile from changing their maps.
 */
struct pf_tree pf_tree_sample(pid_t root, bool pss);

#endif
