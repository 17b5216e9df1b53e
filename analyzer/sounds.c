/*
 * sounds.c - what the name of a container says of how much it holds.
 *
 * Programs have a handful of options, layers or threads, and any number of vertices, lines or messages: where no
 * line of the source says how many there are, that is what a reviewer goes by.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>
#include "analyzer/sounds.h"

/* Lists that are written by hand, or are short by their nature. */
static const char *const short_words[] = {
	"abcs", "allow", "allowed", "args", "argv", "attributes", "attrs", "bases", "blacklist", "callbacks", "choice", "choices",
	"col", "cols", "columns", "configs", "creds", "default", "defaults", "deny", "exclude", "excluded", "excludes", "extension",
	"extensions", "exts", "fields", "flag", "flags", "handlers", "headers", "hooks", "ignore", "ignored", "ignores", "keyword",
	"keywords", "kwargs", "langs", "languages", "listeners", "locales", "modes", "mro", "option", "options", "opts",
	"parameters", "params", "parts", "pk", "pks", "plugins", "prefixes", "reserved", "skip", "skipped", "suffixes", "types",
	"whitelist", NULL
};

/* Ends of such words, for names written in one: "libdirs", "shortopts". */
static const char *const short_ends[] = { "dirs", "exts", "opts", "args", "langs", "flags", "libs", "mro", NULL };

/* Of which a program, a machine or a file has a few. */
static const char *const few_words[] = {
	"adapters", "addons", "adj", "adjacent", "adjacents", "appenders", "arguments", "attribute", "axes",
	"axis", "backends", "buttons", "capabilities", "categories", "channel", "channels", "children", "codecs",
	"commands", "component", "components", "config", "context", "contexts", "controllers", "controls", "cores",
	"currencies", "debug", "decoders", "devices", "dialogs", "dims", "dimensions", "displays", "drivers",
	"encoders", "errors", "event", "events", "factories", "features", "field", "filters", "font", "fonts",
	"formats", "gpus", "groups", "header", "ifaces", "interfaces", "joysticks", "layer", "layers", "levels",
	"loggers", "logger", "menus", "modifiers", "modules", "monitors", "mutexes", "namespace", "namespaces",
	"neighbors", "neighbours", "observers", "pane", "panels", "panes", "passes", "permissions", "phases",
	"platforms", "plugin", "policies", "pools", "ports", "preferences", "prefs", "presets", "profiles",
	"properties", "property", "props", "protocols", "providers", "registers", "regs", "roles", "rules",
	"scenes", "schemes", "screens", "scripts", "servers", "services", "settings", "shaders", "sinks", "skins",
	"slots", "sockets", "stages", "styles", "subscribers", "systems", "tab", "tabs", "tags", "teams", "themes",
	"thread", "threads", "trackers", "variants", "versions", "views", "voices", "warnings", "widgets",
	"windows", "worker", "workers", NULL
};

/* Texts that are a line or less: names, words, what is typed into one field. */
static const char *const word_texts[] = {
	"addr", "address", "alias", "arg", "argument", "attr", "cap", "caps", "cmd", "cmdline", "command", "config", "dir", "domain",
	"ext", "file", "filename", "filter", "fmt", "folder", "format", "group", "hex", "host", "hostname", "id", "ident", "ip", "key",
	"keyword", "label", "lang", "locale", "mac", "mode", "module", "mount", "name", "nick", "number", "numeric", "opt", "option", "options", "passwd",
	"password", "passphrase", "path", "pathname", "pattern", "prefix", "pw", "pwd", "rule", "seps", "spec", "suffix", "tag",
	"title", "token", "type", "unit", "uri", "url", "user", "username", "value", "var", "volfile", "word", "workspace", "ws", NULL
};

/* Texts that are as long as somebody makes them. */
static const char *const long_texts[] = {
	"body", "buf", "buff", "buffer", "bytes", "code", "content", "contents", "css", "csv", "data", "doc", "document", "html", "in",
	"input", "json", "line", "lines", "message", "msg", "out", "output", "page", "payload", "query", "reply", "response", "s", "script",
	"source", "sql", "src", "template", "text", "txt", "xml", NULL
};

/* Texts of which one cannot tell. */
static const char *const any_texts[] = { "str", "string", "p", "ptr", "cp", "t", NULL };

/* Of which there are as many as there is data. */
static const char *const many_words[] = {
	"addresses", "addrs", "albums", "articles", "atoms", "backlog", "bodies", "bonds", "buf", "buffer", "bytes", "cells",
	"characters", "chars", "chunks", "classes", "clusters", "coins", "comments", "content", "contents",
	"coordinates", "coords", "customers", "data", "dataset", "decls", "docs", "documents", "edge", "edges", "elements",
	"elems", "entities", "entries", "exprs", "expressions", "face", "faces", "fifo", "files", "frames", "functions",
	"hashes", "history", "hits", "identifiers", "ids", "indexes", "indices", "input", "insns", "instructions", "instrs",
	"intervals", "items", "jobs", "keys", "leaves", "lines", "links", "matches", "members", "messages", "molecules", "monsters",
	"msgs", "names", "nodes", "objects", "objs", "orders", "packets", "pages", "pairs", "particles",
	"photos", "pixels", "pkts", "points", "polygons", "polys", "population", "posts", "products", "pts",
	"queue", "ranges", "reads", "records", "recs", "relocations", "relocs", "residues", "results", "routes", "rows",
	"samples", "segments", "sentences", "sequences", "shapes", "songs", "spans", "sprites", "statements",
	"stations", "stmts", "strings", "structs", "symbols", "syms", "texels", "text", "tiles", "todo", "tokens", "tracks",
	"transactions", "triangles", "tris", "tuples", "txids", "txns", "txs", "units", "urls", "users", "utxos", "values",
	"vectors", "vehicles", "verts", "vertex", "vertices", "voxels", "words", "worklist", NULL
};

static bool ends_short(const char *word, size_t n)
{
	for (const char *const *end = short_ends; *end; end++) {
		size_t length = strlen(*end);

		if (n >= length && !strncasecmp(word + n - length, *end, length))
			return true;
	}
	return false;
}

/* The words are in lower case, and at stands at a letter. */
static bool is_word(const char *at, size_t n, const char *const *words)
{
	for (; *words; words++) {
		if ((*at | 32) == **words && strlen(*words) == n && !strncasecmp(at, *words, n))
			return true;
	}
	return false;
}

/* The part of a name that begins here: up to an underscore, a digit, or a capital that begins the next one. */
static size_t word_length(const char *at)
{
	size_t n = 1;

	while (isalpha((unsigned char)at[n]) && !(isupper((unsigned char)at[n]) &&
	       (islower((unsigned char)at[n - 1]) || islower((unsigned char)at[n + 1]))))
		n++;
	return n;
}

static bool has_word(const char *name, const char *const *words, bool ends)
{
	for (const char *at = name; *at;) {
		size_t n = isalpha((unsigned char)*at) ? word_length(at) : 0;

		if (n && (is_word(at, n, words) || (ends && ends_short(at, n))))
			return true;
		at += n ? n : 1;
	}
	return false;
}

bool an_has_word(const char *name, const char *const *words)
{
	return has_word(name, words, false);
}

/* "hostname", "pPasswd": the words run into one. */
static bool ends_as_word(const char *name)
{
	static const char *const ends[] = { "name", "Name", "path", "Path", "passwd", "Passwd", "dir", "word", NULL };

	for (const char *const *end = ends; *end; end++) {
		size_t n = strlen(*end), length = strlen(name);

		if (length >= n && !strcmp(name + length - n, *end))
			return true;
	}
	return false;
}

bool an_sounds_like_text(const char *name)
{
	return has_word(name, long_texts, false) && !has_word(name, word_texts, false) && !ends_as_word(name);
}

bool an_sounds_like_word(const char *name)
{
	return !an_sounds_like_text(name) && (!has_word(name, any_texts, false) || has_word(name, word_texts, false) || ends_as_word(name));
}

bool an_is_about_words(const char *function)
{
	return has_word(function, word_texts, false);
}

bool an_sounds_short(const char *name)
{
	return has_word(name, short_words, true);
}

bool an_sounds_few(const char *name)
{
	return has_word(name, few_words, false) || an_sounds_short(name);
}

bool an_sounds_seldom(const char *function)
{
	static const char *const words[] = { "debug", "deprecated", "dump", "error", "exception", "fatal", "migrate", "migration",
					      "panic", "recompress", "warning", NULL };

	return has_word(function, words, false);
}

bool an_sounds_many(const char *name)
{
	return has_word(name, many_words, false) && !an_sounds_few(name);
}
