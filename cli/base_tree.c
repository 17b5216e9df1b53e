/* base_tree.c - a folder, or a git worktree of a revision. */
#include "cli/base_tree.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/alloc.h"
#include "core/file.h"
#include "core/process.h"
#include "core/text.h"

static void chomp(char *s)
{
	size_t n = s ? strlen(s) : 0;

	while (n && (s[n - 1] == '\n' || s[n - 1] == '\r'))
		s[--n] = '\0';
}

/* The first line that git prints, in arena; NULL with err. */
static char *git(struct wr_arena *arena, const char *const *argv, struct wr_err *err)
{
	struct wr_command c = { .argv = argv, .time_limit = 600 };
	struct wr_outcome o;
	char *line = NULL;

	if (wr_process_run(&c, &o, err))
		return NULL;
	if (o.exit_code == 0) {
		line = wr_arena_strdup(arena, o.out.data ? o.out.data : "");
		chomp(line);
	} else {
		chomp(o.err.data);
		wr_fail(err, WR_EUSAGE, "git %s: %s", argv[3],
			o.err.data && *o.err.data ? o.err.data : wr_outcome_text(arena, &o));
	}
	wr_outcome_free(&o);
	return line;
}

/* "M file" per line; what git does not know of is no change. */
static size_t count_changes(const char *repository, struct wr_arena *arena)
{
	const char *argv[] = { "git", "-C", repository, "status", "--porcelain", "--untracked-files=no", NULL };
	struct wr_err ignored;
	const char *text = git(arena, argv, &ignored);
	size_t n = 0;

	while (text && *text) {
		n++;
		text += strcspn(text, "\n");
		text += *text == '\n';
	}
	return n;
}

static int no_such_revision(const char *base, const char *repository, struct wr_arena *arena, struct wr_err *err)
{
	const char *argv[] = { "git", "-C", repository, "rev-parse", "--is-shallow-repository", NULL };
	struct wr_err ignored;
	const char *shallow = git(arena, argv, &ignored);

	if (shallow && !strcmp(shallow, "true"))
		return wr_fail(err, WR_EUSAGE, "--base %s: this clone is shallow and does not have that revision; fetch it "
			       "(git fetch --unshallow; in GitHub's checkout action fetch-depth: 0)", base);
	return wr_fail(err, WR_EUSAGE, "--base %s: no such folder and no such revision", base);
}

/*
 * A new folder.  Its name is always the same for a commit, so that caches that know files by
 * their paths know them again; while another run has it, or left it behind, the name is a random one.
 */
static const char *make_folder(struct wr_arena *arena, const char *repository, const char *commit, bool *lasting,
			       struct wr_err *err)
{
	const char *tmp = getenv("TMPDIR");
	const char *top = tmp && *tmp == '/' && wr_is_dir(tmp) ? tmp : "/tmp";
	char *path = wr_arena_printf(arena, "%s/weir-base-%u-%.12s-%08x", top, (unsigned)getuid(), commit,
				     (unsigned)wr_hash(repository, strlen(repository), 0));

	*lasting = mkdir(path, 0700) == 0;
	if (*lasting)
		return path;
	path = wr_arena_printf(arena, "%s/weir-base-XXXXXX", top);
	if (mkdtemp(path))
		return path;
	wr_fail(err, WR_EIO, "%s: cannot make a temporary folder: %s", path, strerror(errno));
	return NULL;
}

static int open_revision(const char *base, const char *head_root, struct wr_arena *arena,
			 struct cli_base_tree *out, struct wr_err *err)
{
	const char *commit_name = wr_arena_printf(arena, "%s^{commit}", base), *commit;
	const char *top_argv[] = { "git", "-C", head_root, "rev-parse", "--show-toplevel", NULL };
	const char *commit_argv[] = { "git", "-C", head_root, "rev-parse", "--verify", "--end-of-options",
				      commit_name, NULL };
	const char *folder;

	out->repository = git(arena, top_argv, err);
	if (!out->repository)
		return wr_fail(err, WR_EUSAGE, "--base %s: no such folder, and %s is in no git repository", base,
			       head_root);
	commit = git(arena, commit_argv, err);
	if (!commit)
		return no_such_revision(base, out->repository, arena, err);
	out->changes = count_changes(out->repository, arena);
	folder = make_folder(arena, out->repository, commit, &out->lasting_name, err);
	if (!folder)
		return -1;
	out->worktree = wr_strdup(folder);
	const char *add_argv[] = { "git", "-C", out->repository, "worktree", "add", "--detach", "--force",
				   out->worktree, commit, NULL };
	if (!git(arena, add_argv, err))
		return -1;
	out->root = wr_path_join(arena, out->worktree, wr_path_relative(arena, head_root, out->repository));
	if (!strcmp(wr_path_absolute(arena, head_root), wr_path_absolute(arena, out->repository)))
		out->root = out->worktree;
	if (!wr_is_dir(out->root))
		return wr_fail(err, WR_EUSAGE, "--base %s: the revision has no folder %s", base, out->root);
	return 0;
}

int cli_base_open(const char *base, const char *head_root, struct wr_arena *arena,
		  struct cli_base_tree *out, struct wr_err *err)
{
	*out = (struct cli_base_tree){ .name = base };
	if (wr_is_dir(base)) {
		out->root = wr_path_absolute(arena, base);
		out->lasting_name = true;
		return 0;
	}
	if (open_revision(base, head_root, arena, out, err)) {
		cli_base_close(out);
		return -1;
	}
	return 0;
}

void cli_base_note(const struct cli_base_tree *t, struct wr_run *run)
{
	if (t->changes)
		wr_run_note(run, WR_NOTE, "the head was measured as it stands, with %zu file%s from the last commit",
			    t->changes, t->changes == 1 ? " that differs" : "s that differ");
}

void cli_base_close(struct cli_base_tree *t)
{
	int interrupted = wr_interrupted;
	struct wr_arena *arena;
	struct wr_err ignored;

	if (!t->worktree)
		return;
	arena = wr_arena_new();
	wr_interrupted = 0;     /* what was begun is cleared away all the same */
	const char *remove_argv[] = { "git", "-C", t->repository, "worktree", "remove", "--force", t->worktree, NULL };
	if (!git(arena, remove_argv, &ignored)) {       /* git never got so far: only our empty folder is there */
		const char *rm_argv[] = { "rm", "-rf", "--", t->worktree, NULL };
		git(arena, rm_argv, &ignored);
	}
	wr_interrupted |= interrupted;
	wr_arena_free(arena);
	free(t->worktree);
	t->worktree = NULL;
}
