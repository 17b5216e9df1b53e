/* runner_image.c - the text of the runner for Python, put here by the assembler. */
#include "profiler/runner_p.h"

__asm__(".section .rodata\n"
	".globl pf_runner_text\n"
	"pf_runner_text:\n"
	".incbin \"" PF_RUNNER_FILE "\"\n"
	".byte 0\n"
	".text\n");
