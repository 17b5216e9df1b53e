/* command.c - a command line from a configuration file to an argv. */
#include "core/process.h"

#include <string.h>

/* First words that only a shell knows. */
static const char *const shell_words[] = {
	".", ":", "alias", "break", "case", "cd", "command", "continue", "eval", "exec", "exit", "export", "for",
	"if", "read", "readonly", "return", "set", "shift", "source", "times", "trap", "type", "ulimit", "umask",
	"unset", "until", "wait", "while", "{", "!", NULL
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

struct splitter {
	struct wr_arena *arena;
	const char *at;
	char *out;              /* where the next byte of a word goes */
	const char **words;
	size_t count;
	bool shell;             /* met something that a shell must read */
	bool open_quote;
};

static void take_quoted(struct splitter *s)
{
	char quote = *s->at++;

	while (*s->at && *s->at != quote) {
		if (quote == '"' && strchr("$`\\", *s->at))
			s->shell = true;
		*s->out++ = *s->at++;
	}
	if (*s->at)
		s->at++;
	else
		s->open_quote = true;
}

static void take_word(struct splitter *s)
{
	char *word = s->out;
	const char *begin = s->at;

	while (*s->at && !is_blank(*s->at) && !s->shell && !s->open_quote) {
		if (*s->at == '\'' || *s->at == '"') {
			take_quoted(s);
			continue;
		}
		/* "NAME=value command" sets a variable; "~" and "#" mean something at a word's start. */
		if (strchr("|&;<>()$`\\*?[\n\r", *s->at) || (*s->at == '=' && !s->count) ||
		    (s->at == begin && strchr("~#", *s->at)))
			s->shell = true;
		*s->out++ = *s->at++;
	}
	*s->out++ = '\0';
	s->words[s->count++] = word;
}

static bool is_shell_word(const char *word)
{
	for (size_t i = 0; shell_words[i]; i++) {
		if (!strcmp(shell_words[i], word))
			return true;
	}
	return false;
}

static const char *const *through_shell(struct wr_arena *arena, const char *line)
{
	const char **argv = wr_arena_array(arena, 4, sizeof *argv);

	argv[0] = "sh";
	argv[1] = "-c";
	argv[2] = wr_arena_strdup(arena, line);
	return argv;
}

const char *const *wr_command_split(struct wr_arena *arena, const char *line, struct wr_err *err)
{
	size_t n = strlen(line);
	struct splitter s = { .arena = arena, .at = line };

	s.out = wr_arena_alloc(arena, n + 2);
	s.words = wr_arena_array(arena, n / 2 + 2, sizeof *s.words);
	while (!s.shell && !s.open_quote) {
		while (is_blank(*s.at))
			s.at++;
		if (!*s.at)
			break;
		take_word(&s);
	}
	if (s.open_quote) {
		wr_fail(err, WR_EUSAGE, "a quote is not closed in the command: %s", line);
		return NULL;
	}
	if (!s.count || (!s.shell && !s.words[0][0])) {
		wr_fail(err, WR_EUSAGE, "the command is empty");
		return NULL;
	}
	if (s.shell || is_shell_word(s.words[0]))
		return through_shell(arena, line);
	return s.words;
}
