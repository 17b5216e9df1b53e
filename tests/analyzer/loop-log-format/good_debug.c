/* Values, and a dump where it is asked for. */
void log_debug(const char *format, ...);
int log_level(void);
struct shop { char **names; int count; };

static int letters(const struct shop *s)
{
	int n = 0;

	for (int i = 0; i < s->count; i++)
		n += s->names[i][0] != 0;
	return n;
}

void work(struct shop *s, const int *jobs, int n, void (*run)(int))
{
	log_debug("letters: %d", letters(s));
	for (int i = 0; i < n; i++) {
		log_debug("job %d of %d", jobs[i], n);
		if (log_level() > 3)
			log_debug("letters: %d", letters(s));
		run(jobs[i]);
	}
}
