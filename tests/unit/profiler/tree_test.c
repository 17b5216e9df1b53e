#include "tests/unit/profiler/burn.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include "profiler/tree_p.h"

/* Starts burn with the arguments in a child of ours. */
static pid_t start(const char *const *arguments)
{
	const char *argv[16] = { burn_path() };
	pid_t pid;

	for (size_t i = 0; arguments[i]; i++)
		argv[i + 1] = arguments[i];
	pid = fork();
	if (!pid) {
		setpgid(0, 0);
		prctl(PR_SET_PDEATHSIG, SIGKILL);       /* of a test that failed, too */
		execv(argv[0], (char *const *)argv);
		_exit(99);
	}
	return pid;
}

static void stop(pid_t pid)
{
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
}

/* And what it started, which would sleep on. */
static void stop_group(pid_t pid)
{
	kill(-pid, SIGKILL);
	stop(pid);
}

static void nap(void)
{
	nanosleep(&(struct timespec){ 0, 2000000 }, NULL);
}

/* Samples until `enough` says so, for at most ten seconds. */
static struct pf_tree sample_until(int (*enough)(const struct pf_tree *))
{
	struct pf_tree tree;

	for (int i = 0; i < 5000; i++) {
		tree = pf_tree_sample(getpid(), false);
		if (enough(&tree))
			return tree;
		nap();
	}
	fail_msg("%zu processes, %zu threads, %zu files, rss %.0f, cpu %.3f, written %.0f", tree.processes, tree.threads,
		 tree.files, tree.rss, tree.cpu, tree.written_bytes);
	return tree;
}

static int nothing(const struct pf_tree *t)
{
	return t->processes == 0;
}

TEST(without_children_there_is_nothing)
{
	struct pf_tree t = sample_until(nothing);

	CHECK_EQ("threads", t.threads, 0);
	CHECK_NEAR("rss", t.rss, 0, 0);
	CHECK_NEAR("cpu", t.cpu, 0, 0);
}

static int three_with_memory(const struct pf_tree *t)
{
	return t->processes == 3 && t->rss > 60 << 20;
}

TEST(grandchildren_are_counted_and_their_memory_added)
{
	static const char *const chain[] = { "mem", "20", "child", "mem", "20", "child", "mem", "20", "sleep", "100", NULL };
	pid_t pid = start(chain);
	struct pf_tree t = sample_until(three_with_memory), below;

	CHECK(t.threads >= 3);
	CHECK(t.rss < 300 << 20);
	/* Below the child itself there are two. */
	below = pf_tree_sample(pid, false);
	CHECK_EQ("below", below.processes, 2);
	CHECK(below.rss < t.rss);
	stop_group(pid);
}

static int all_have_memory(const struct pf_tree *t)
{
	return t->processes == 3 && t->rss > 120 << 20;
}

/* Taken before the fork, and so shared by both sides after it. */
TEST(shared_pages_count_once_in_pss)
{
	static const char *const both[] = { "mem", "60", "fork", "2", "sleep", "100", NULL };
	pid_t pid = start(both);
	struct pf_tree t;

	sample_until(all_have_memory);
	t = pf_tree_sample(getpid(), true);
	CHECK(t.rss > 120 << 20);
	CHECK(t.pss > 60 << 20 && t.pss < 100 << 20);
	CHECK(isnan(pf_tree_sample(getpid(), false).pss));
	stop_group(pid);
}

static int switched(const struct pf_tree *t)
{
	return t->switches >= 20;
}

TEST(switches_of_all_threads_are_told)
{
	static const char *const naps[] = { "naps", "3", "20", "sleep", "100", NULL };
	pid_t pid = start(naps);

	CHECK(sample_until(switched).switches < 100000);
	stop(pid);
}

/* 7 and the three standard streams at least. */
static int ten_files(const struct pf_tree *t)
{
	return t->processes == 1 && t->files >= 10;
}

TEST(open_files_are_counted)
{
	static const char *const files[] = { "files", "7", "sleep", "100", NULL };
	pid_t pid = start(files);

	CHECK(sample_until(ten_files).files < 40);
	stop(pid);
}

/* A sanitizer may have one of its own. */
static int four_threads(const struct pf_tree *t)
{
	return t->processes == 1 && (t->threads == 4 || t->threads == 5);
}

TEST(threads_are_counted)
{
	static const char *const threads[] = { "threads", "3", "100", NULL };
	pid_t pid = start(threads);

	sample_until(four_threads);
	stop(pid);
}

static int busy(const struct pf_tree *t)
{
	return t->cpu > 0.05;
}

TEST(cpu_time_grows_and_is_kept_for_children_that_were_waited_for)
{
	static const char *const spin[] = { "spin", "0.1", "sleep", "100", NULL };
	static const char *const nested[] = { "child", "child", "spin", "0.1", NULL };
	pid_t pid = start(spin);

	sample_until(busy);
	stop(pid);
	/* Not waited for by us: what the ended child had waited for is still told. */
	pid = start(nested);
	waitid(P_PID, (id_t)pid, &(siginfo_t){ 0 }, WEXITED | WNOWAIT);
	CHECK(pf_tree_sample(getpid(), false).cpu > 0.05);
	stop(pid);
	sample_until(nothing);
}

static int wrote(const struct pf_tree *t)
{
	return t->written_bytes >= 500000;
}

TEST(bytes_written_are_told)
{
	static const char *const write[] = { "write", "500000", "sleep", "100", NULL };
	pid_t pid = start(write);

	CHECK(sample_until(wrote).written_bytes < 600000);
	stop(pid);
}

TEST(a_name_with_blanks_and_parentheses_is_read)
{
	char path[] = "/tmp/weir) 1 (2-XXXXXX", command[4300];
	int fd = mkstemp(path);
	pid_t pid;

	CHECK(fd >= 0);
	close(fd);
	snprintf(command, sizeof command, "cp '%s' '%s' && chmod 700 '%s'", burn_path(), path, path);
	CHECK_EQ("copy", system(command), 0);
	pid = fork();
	if (!pid) {
		execl(path, path, "files", "7", "sleep", "100", (char *)NULL);
		_exit(99);
	}
	sample_until(ten_files);
	stop(pid);
	unlink(path);
}
