/* publish_notes.c - what is said of a run beside its numbers. */
#include "core/buf.h"
#include "loadsim/publish_p.h"

/* "12 timeout, 3 status 500 or above" */
static void list_kinds(const long long counts[LS_FAILURE_KINDS], struct wr_buf *out)
{
	for (int i = 0; i < LS_FAILURE_KINDS; i++) {
		if (counts[i])
			wr_buf_printf(out, "%s%lld %s", out->len ? ", " : "", counts[i],
				      ls_failure_name((enum ls_failure)i));
	}
}

static void warn_of_kinds(const struct ls_publisher *p, const long long counts[LS_FAILURE_KINDS], long long sum,
			  enum wr_notice_level level, const char *how)
{
	struct wr_buf kinds = WR_BUF_INIT;

	list_kinds(counts, &kinds);
	if (sum)
		wr_run_note(p->run, level, "load %s: %lld of %lld requests failed%s: %s", p->name, sum,
			    p->results->asked, how, kinds.data);
	wr_buf_free(&kinds);
}

void ls_publish_notes(const struct ls_publisher *p)
{
	const struct ls_results *r = p->results;
	long long natural[LS_FAILURE_KINDS], injected = ls_results_injected(r);

	for (int i = 0; i < LS_FAILURE_KINDS; i++)
		natural[i] = r->failed[i] - r->injected[i];
	warn_of_kinds(p, natural, ls_results_failures(r) - injected, WR_WARNING,
		      r->faults ? " of themselves" : "");
	warn_of_kinds(p, r->injected, injected, WR_NOTE, " by the scenario's faults");
	if (r->faults && !r->hit)
		wr_run_note(p->run, WR_WARNING, "load %s: the scenario's faults hit none of %lld requests", p->name,
			    r->asked);
	if (r->refused)
		wr_run_note(p->run, WR_WARNING,
			    "load %s: %lld of %lld answers had a status of 400 to 499; they count as good",
			    p->name, r->refused, r->answered);
	if (wr_hist_clipped(r->response))
		wr_run_note(p->run, WR_WARNING,
			    "load %s: %llu response times were longer than a day and count as a day", p->name,
			    (unsigned long long)wr_hist_clipped(r->response));
}
