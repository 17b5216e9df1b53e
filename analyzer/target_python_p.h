#ifndef WEIR_ANALYZER_TARGET_PYTHON_P_H
#define WEIR_ANALYZER_TARGET_PYTHON_P_H

#include <stddef.h>

/* target_python_p.h - the Python that a project is for, by what it says of itself. */

/* The least minor version of Python 3 that the root's pyproject.toml (requires-python; python of Poetry) or setup.cfg
 * (python_requires) allows: 9 for ">=3.9"; 0 if neither is there or can be read so. */
unsigned an_required_python(const char *root);

/* Of the text of such a file. */
unsigned an_required_python_in(const char *text, size_t n);

#endif
