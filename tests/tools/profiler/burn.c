/*
 * burn.c - a command that takes what it is told to.
 *
 *	burn [cpu ITERATIONS] [mem MIB] [sleep SECONDS] [spin SECONDS] [read FILE] [write BYTES]
 *	     [files N] [threads N SECONDS] [naps THREADS N] [fork N] [child ARGUMENTS...] [say TEXT] [print MIB]
 *	     [grow MIB SECONDS] [fill MIB SECONDS] [fail CODE] [crash]
 *
 * in the order given.  cpu is work whose amount is fixed, spin is time of the
 * processor; memory stays taken to the end; naps sleeps N times for a millisecond
 * in each thread, beside what follows; fork goes on N times more, each
 * with all that was taken; grow takes memory evenly, fill ever more slowly; child runs
 * burn with the rest of the arguments and waits for it.
 */
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static _Atomic uint64_t sink;

/* Under the address sanitizer: the search for leaks at the end stops and traces the
 * program, which is work and waiting that nobody told it to do. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
	return "detect_leaks=0";
}

static void burn_cpu(double iterations)
{
	uint64_t x = 88172645463325252ULL;

	for (double i = 0; i < iterations; i++) {
		x ^= x << 13;
		x ^= x >> 7;
		x ^= x << 17;
	}
	sink = x;
}

static void take_memory(double mib)
{
	size_t n = (size_t)(mib * (1 << 20));

	if (mmap(NULL, n + 1, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0) == MAP_FAILED)
		exit(70);
}

static void sleep_for(double seconds)
{
	struct timespec t = { (time_t)seconds, (long)((seconds - (double)(time_t)seconds) * 1e9) };

	nanosleep(&t, NULL);
}

static double cpu_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void spin(double seconds)
{
	double end = cpu_now() + seconds;

	while (cpu_now() < end)
		burn_cpu(1000);
}

static void *spin_thread(void *seconds)
{
	spin(*(double *)seconds);
	return NULL;
}

static void spin_threads(size_t n, double seconds)
{
	pthread_t threads[16];

	for (size_t i = 0; i < n && i < 16; i++)
		pthread_create(&threads[i], NULL, spin_thread, &seconds);
	for (size_t i = 0; i < n && i < 16; i++)
		pthread_join(threads[i], NULL);
}

static void *nap(void *times)
{
	for (int i = 0; i < *(int *)times; i++)
		sleep_for(0.001);
	sleep_for(1000);
	return NULL;
}

static void nap_beside(int n, int times)
{
	static int kept;
	pthread_t thread;

	kept = times;
	for (int i = 0; i < n; i++)
		pthread_create(&thread, NULL, nap, &kept);
}

static void fork_on(int n)
{
	for (int i = 0; i < n; i++)
		if (!fork())
			return;
}

/* In steps of a hundredth of the time; filling, each takes a twentieth less than the one before. */
static void grow(double mib, double seconds, int is_filling)
{
	double step = mib / 100;

	if (is_filling)
		step = mib * 0.05;
	for (int i = 0; i < 100; i++) {
		take_memory(step);
		sleep_for(seconds / 100);
		if (is_filling)
			step *= 0.95;
	}
}

static void print(double mib)
{
	static char chunk[1 << 16];

	memset(chunk, 'x', sizeof chunk);
	for (double left = mib * (1 << 20); left > 0; left -= sizeof chunk)
		if (write(STDOUT_FILENO, chunk, sizeof chunk) < 0 || write(STDERR_FILENO, chunk, sizeof chunk) < 0)
			exit(74);
}

static void read_file(const char *path)
{
	char chunk[4096];
	int fd = open(path, O_RDONLY);

	while (read(fd, chunk, sizeof chunk) > 0)
		;
	close(fd);
}

static void write_bytes(double n)
{
	static char chunk[4096];
	int fd = open("/dev/null", O_WRONLY);

	for (; n > 0; n -= 4096)
		if (write(fd, chunk, n < 4096 ? (size_t)n : 4096) < 0)
			break;
	close(fd);
}

static void open_files(int n)
{
	for (int i = 0; i < n; i++)
		if (open("/dev/null", O_RDONLY) < 0)
			exit(71);
}

static void run_child(char **argv)
{
	int status = 0;
	pid_t pid = fork();

	if (!pid) {
		execv("/proc/self/exe", argv);
		_exit(72);
	}
	waitpid(pid, &status, 0);
	exit(WIFEXITED(status) ? WEXITSTATUS(status) : 73);
}

static const char *next(char ***at)
{
	if (!**at) {
		fputs("burn: an argument is missing\n", stderr);
		exit(64);
	}
	return *(*at)++;
}

static void step(const char *what, char ***at)
{
	if (!strcmp(what, "cpu")) {
		burn_cpu(atof(next(at)));
	} else if (!strcmp(what, "mem")) {
		take_memory(atof(next(at)));
	} else if (!strcmp(what, "sleep")) {
		sleep_for(atof(next(at)));
	} else if (!strcmp(what, "spin")) {
		spin(atof(next(at)));
	} else if (!strcmp(what, "read")) {
		read_file(next(at));
	} else if (!strcmp(what, "write")) {
		write_bytes(atof(next(at)));
	} else if (!strcmp(what, "files")) {
		open_files(atoi(next(at)));
	} else if (!strcmp(what, "threads")) {
		size_t n = (size_t)atoi(next(at));

		spin_threads(n, atof(next(at)));
	} else if (!strcmp(what, "naps")) {
		int n = atoi(next(at));

		nap_beside(n, atoi(next(at)));
	} else if (!strcmp(what, "grow") || !strcmp(what, "fill")) {
		double mib = atof(next(at));

		grow(mib, atof(next(at)), !strcmp(what, "fill"));
	} else if (!strcmp(what, "fork")) {
		fork_on(atoi(next(at)));
	} else if (!strcmp(what, "print")) {
		print(atof(next(at)));
	} else if (!strcmp(what, "child")) {
		run_child(*at - 1);
	} else if (!strcmp(what, "say")) {
		fprintf(stderr, "%s\n", next(at));
	} else if (!strcmp(what, "fail")) {
		exit(atoi(next(at)));
	} else if (!strcmp(what, "crash")) {
		abort();
	} else {
		fprintf(stderr, "burn: what is '%s'?\n", what);
		exit(64);
	}
}

int main(int argc, char **argv)
{
	char **at = argv + 1;

	(void)argc;
	while (*at) {
		const char *what = *at++;

		step(what, &at);
	}
	return 0;
}
