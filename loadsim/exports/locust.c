/* locust.c - a locustfile: users of a fixed pace whose number follows the rate, or users who think. */
#include <math.h>
#include <string.h>
#include "loadsim/export_p.h"

extern const struct ls_export ls_export_locust;

#define MOST_USERS 500.0        /* for a rate; beyond, each is faster than once a second */

/* Rates as [end, from, to] over the whole schedule; the peak is returned. */
static double put_profile(const struct ls_scenario *s, struct wr_arena *arena, struct wr_buf *out)
{
	double start = 0, peak = 0;

	wr_buf_str(out, "PROFILE = [  # until, rate at the start, rate at the end\n");
	for (size_t i = 0; i < s->phase_count; i++) {
		size_t n;
		struct ls_stage *stages = ls_stages_of(&s->phases[i], arena, &n);

		peak = fmax(peak, ls_stages_peak(stages, n));
		for (size_t k = 0; k < n; k++) {
			start += stages[k].seconds;
			wr_buf_printf(out, "    (%.9g, %.9g, %.9g),\n", start, stages[k].from, stages[k].to);
		}
	}
	wr_buf_str(out, "]\n");
	return peak;
}

static void put_shape(const struct ls_scenario *s, struct wr_arena *arena, struct wr_buf *out)
{
	double peak = put_profile(s, arena, out);

	wr_buf_printf(out, "PACE = %.9g  # requests per second of each user\n\n\n"
		      "class Shape(LoadTestShape):\n"
		      "    def tick(self):\n"
		      "        now, start = self.get_run_time(), 0\n"
		      "        for end, first, last in PROFILE:\n"
		      "            if now < end:\n"
		      "                rate = first + (last - first) * (now - start) / (end - start)\n"
		      "                users = round(rate / PACE)\n"
		      "                return users, max(users, 1)\n"
		      "            start = end\n"
		      "        return None\n", fmax(peak / MOST_USERS, 1));
}

static void put_users(const struct ls_scenario *s, struct wr_buf *out)
{
	wr_buf_printf(out, "\n\nclass Shape(LoadTestShape):\n    def tick(self):\n"
		      "        return (%lld, %lld) if self.get_run_time() < %.9g else None\n", s->users.count, s->users.count,
		      s->users.duration);
}

static void put_task(const struct ls_scenario *s, const char *target, struct wr_buf *out)
{
	double timeout = s->has_service && s->service.timeout > 0 ? s->service.timeout : 10;

	wr_buf_str(out, "\n\nclass Client(FastHttpUser):\n    host = ");
	ls_export_string(out, target);
	if (s->users.count)
		wr_buf_printf(out, "\n    wait_time = constant(%.9g)\n", s->users.think);
	else
		wr_buf_str(out, "\n    wait_time = constant_throughput(PACE)\n");
	wr_buf_printf(out, "    network_timeout = connection_timeout = %.9g\n\n"
		      "    @task\n    def ask(self):\n"
		      "        u = random.random()\n"
		      "        q = next((q for q in REQUESTS if u < q[\"up_to\"]), REQUESTS[-1])\n"
		      "        r = q[\"rows\"][next(ROW) %% len(q[\"rows\"])] if \"rows\" in q else q\n"
		      "        with self.client.request(q[\"method\"], r[\"path\"], data=r[\"body\"] or None, headers=r[\"headers\"],\n"
		      "                                 name=q[\"path\"], catch_response=True) as answer:\n"
		      "            if answer.status_code and answer.status_code < 500:\n"
		      "                answer.success()\n", timeout);
}

/* The expression in Locust's statistics, and how much of the limit's unit it counts in; NULL = Locust does not know it. */
static const char *expression(const char *metric, double *scale, struct wr_arena *arena)
{
	double quantile = ls_metric_quantile(metric);

	*scale = 1e3;
	if (!isnan(quantile))
		return wr_arena_printf(arena, "total.get_response_time_percentile(%g)", quantile);
	if (!strcmp(metric, "mean"))
		return "total.avg_response_time";
	if (!strcmp(metric, "max"))
		return "total.max_response_time";
	*scale = 1;
	if (!strcmp(metric, "error_rate"))
		return "total.fail_ratio";
	return !strcmp(metric, "throughput") ? "total.total_rps" : NULL;
}

static void put_gate(const struct ls_scenario *s, struct wr_arena *arena, struct wr_buf *out)
{
	wr_buf_str(out, "\n\n@events.quitting.add_listener\ndef judge(environment, **_):\n    total = environment.stats.total\n"
		   "    broken = [text for text, holds in [\n");
	for (size_t i = 0; i < s->threshold_count; i++) {
		const struct ls_threshold *t = &s->thresholds[i];
		double scale;
		const char *value = expression(t->metric, &scale, arena);

		if (!value) {
			wr_buf_printf(out, "        # not in Locust: %s\n", t->metric);
			continue;
		}
		wr_buf_str(out, "        (");
		ls_export_string(out, t->text);
		wr_buf_printf(out, ", %s %s %.9g),\n", value, t->below ? "<" : ">=", t->limit * scale);
	}
	wr_buf_str(out, "    ] if not holds]\n    for text in broken:\n        print(\"broken:\", text)\n"
		   "    environment.process_exit_code = 1 if broken else 0\n"
		   "    # for weir load --read; of several workers the master knows it all\n"
		   "    if type(environment.runner).__name__ != \"WorkerRunner\":\n"
		   "        with open(os.environ.get(\"SUMMARY\", \"weir-locust.json\"), \"w\", encoding=\"utf-8\") as file:\n"
		   "            json.dump(environment.stats.serialize_stats(), file)\n");
}

static void write_locust(const struct ls_scenario *s, const char *target, struct wr_arena *arena, struct wr_buf *out)
{
	struct wr_buf requests = WR_BUF_INIT;

	ls_export_head(s, "#", "Locust", out);
	wr_buf_str(out, "# Locust is a closed loop: users keep a pace, and slow down with a slow server; percentiles are rounded.\n"
		   "# Run: locust -f FILE --headless; the exit code is 1 if a threshold is broken; the statistics go to weir-locust.json (SUMMARY=FILE).\n"
		   "import itertools\nimport json\nimport os\nimport random\n\n"
		   "from locust import FastHttpUser, LoadTestShape, constant, constant_throughput, events, task\n\nREQUESTS = json.loads(");
	ls_export_requests(s, arena, &requests);
	ls_export_string(out, requests.data);
	wr_buf_free(&requests);
	wr_buf_str(out, ")\nROW = itertools.count()\n");
	if (s->users.count)
		put_users(s, out);
	else
		put_shape(s, arena, out);
	put_task(s, target, out);
	put_gate(s, arena, out);
}

const struct ls_export ls_export_locust = { "locust", write_locust };
