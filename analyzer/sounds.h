#ifndef WEIR_ANALYZER_SOUNDS_H
#define WEIR_ANALYZER_SOUNDS_H

#include <stdbool.h>

/* sounds.h - what the name of a container says: words between underscores and capitals ("ignored_names", "skipList"). */

/* Is one of the words, in small letters, a part of the name? */
bool an_has_word(const char *name, const char *const *words);
/* A list that somebody wrote down, or that is short by its nature. */
bool an_sounds_short(const char *name);
/* A text that may be long ("body", "s"), not a name, a path or a word ("host_str"). */
bool an_sounds_like_text(const char *name);
/* A name, a path or a word, or something else that is hardly ever long; not where one cannot tell ("str"). */
bool an_sounds_like_word(const char *name);
/* A function for such texts: parse_address(), is_number(). */
bool an_is_about_words(const char *function);
/* That too, or things of which a program, a machine or a file has a few: layers, threads. */
bool an_sounds_few(const char *name);
/* Things of which there are as many as there is data: vertices, lines; and none of the words before. */
bool an_sounds_many(const char *name);
/* A function that people look into the program with, that tells of an error, or that runs once: DebugDisplay(),
 * ParseError(), migrate_map(). */
bool an_sounds_seldom(const char *function);

#endif
