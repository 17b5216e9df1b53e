/* jobs.c - replays on all processors: they share the trace, which nobody changes, and nothing else. */
#include <pthread.h>
#include <stdatomic.h>
#include "core/alloc.h"
#include "core/progress.h"
#include "core/workers.h"
#include "cachesim/study_p.h"

enum { MOST_THREADS = 64 };

struct pool {
	const struct cs_study *study;
	const struct cs_job *jobs;
	size_t n;
	atomic_size_t next;
	atomic_bool failed;
	pthread_mutex_t lock;
	struct wr_err err;              /* of the first that failed */
};

static int run_job(const struct cs_study *s, const struct cs_job *j, struct wr_err *err)
{
	for (size_t i = 0; i < j->n; i++)
		if (cs_study_replay(s, s->trace, j->policy, j->sizes[i], &j->out[i], err))
			return -1;
	return 0;
}

static int run_at_once(const struct cs_study *s, const struct cs_job *j, struct wr_err *err)
{
	bool plain = !s->options->by_bytes && s->options->writes == CS_WRITE_THROUGH;

	if (j->policy->replay_sizes && plain)
		return j->policy->replay_sizes(s->trace, j->sizes, j->n, j->out, err);
	return run_job(s, j, err);
}

static void work(struct pool *p, bool shows)
{
	struct wr_err err;
	size_t i;

	while ((i = atomic_fetch_add(&p->next, 1)) < p->n && !atomic_load(&p->failed)) {
		if (shows)
			wr_progress(i, p->n, p->study->prefix);
		if (!run_at_once(p->study, &p->jobs[i], &err))
			continue;
		pthread_mutex_lock(&p->lock);
		if (!atomic_exchange(&p->failed, true))
			p->err = err;
		pthread_mutex_unlock(&p->lock);
	}
}

static void *thread_main(void *pool)
{
	work(pool, false);
	return NULL;
}

int cs_study_run(const struct cs_study *s, const struct cs_job *jobs, size_t n, struct wr_err *err)
{
	struct pool p = { .study = s, .jobs = jobs, .n = n };
	pthread_t thread[MOST_THREADS];
	size_t wanted = s->options->jobs ? s->options->jobs : wr_processors(), started = 0;

	wanted = wanted < n ? wanted : n;
	pthread_mutex_init(&p.lock, NULL);
	/* This thread is one of them; with fewer than wanted it takes longer. */
	while (started + 1 < wanted && started < MOST_THREADS &&
	       !pthread_create(&thread[started], NULL, thread_main, &p))
		started++;
	work(&p, true);
	for (size_t i = 0; i < started; i++)
		pthread_join(thread[i], NULL);
	pthread_mutex_destroy(&p.lock);
	if (p.failed)
		*err = p.err;
	return p.failed ? -1 : 0;
}
